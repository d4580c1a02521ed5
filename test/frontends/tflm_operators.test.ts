/** The list of TensorFlow Lite Micro's operators against what is registered in its own machine code. */
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tflmBuiltinOperators, tflmCustomOperators } from '../../codegen/frontends/tflite/tflm_operators.js';

const test = suite('the list of operators');
const { registrations } = JSON.parse(readFileSync(new URL('../../../test/frontends/recorded/tflm_registrations.json', import.meta.url), 'utf8')) as { readonly registrations: readonly string[] };

/** Names in model files of what is registered under another name. */
const renamed: Readonly<Record<string, string>> = { DECODE: 'TFLM_DECODE', DETECTION_POSTPROCESS: 'TFLite_Detection_PostProcess', ETHOSU: 'ethos-u', PCAN: 'SignalPCAN' };
/** Registrations that the resolver cannot add: parts of a registered operator. */
const parts = new Set(['BASIC_CLASSIFIER', 'L2NORM_REF']);

function nameInFile(registration: string): string {
  const signal = `Signal${registration.split('_').map((word) => word.slice(0, 1) + word.slice(1).toLowerCase()).join('')}`;
  return renamed[registration] ?? (tflmCustomOperators.has(signal) ? signal : registration);
}

test('every registration is in the list, and nothing else is', () => {
  const registered = new Set(registrations.filter((name) => !parts.has(name)).map((name) => nameInFile(name.replace(/^(RFFT|IRFFT|OVERLAP_ADD)_(INT16|INT32|FLOAT)$/, '$1'))));
  assert.equal([...registered].sort(), [...tflmBuiltinOperators, ...tflmCustomOperators].sort());
});

test('there are 118', () => {
  assert.is(tflmBuiltinOperators.size + tflmCustomOperators.size, 118);
});

test.run();
