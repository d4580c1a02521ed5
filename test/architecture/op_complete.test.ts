/** Every operator is whole: in the list, with a meaning, kernels that exist, and cases that run it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { slices } from '../../codegen/ops/index.js';
import type { OpSlice } from '../../codegen/ops/op_slice.js';
import type { ModelSpec } from '../support/make_model.js';
import { loadModule, operatorsWithCases, recordedFile } from '../support/op_cases.js';

const test = suite('architecture: operators');
const root = fileURLToPath(new URL('../../../', import.meta.url));
const codesOf = ({ operators, subgraphs }: Pick<ModelSpec, 'operators' | 'subgraphs'>): readonly string[] =>
  [...operators.map(({ op }) => (typeof op === 'string' ? op : op.custom)), ...(subgraphs ?? []).flatMap(codesOf)];

test('every slice is in the list, once', async () => {
  const files = readdirSync(new URL('../../codegen/ops/', import.meta.url)).filter((file) => file.endsWith('.js') && file !== 'index.js');
  const defaults = await Promise.all(files.map(async (file) => ({ file, slice: ((await import(new URL(`../../codegen/ops/${file}`, import.meta.url).href)) as { default?: OpSlice }).default })));
  assert.equal(defaults.filter(({ slice }) => slice !== undefined && !slices.includes(slice)).map(({ file }) => file), []);
  for (const what of [slices.map(({ op }) => op.name), slices.flatMap(({ tflite }) => tflite.map(({ code, custom }) => `${code}${custom ? ' (custom)' : ''}`))]) assert.is(new Set(what).size, what.length);
});

test('an operator\'s kernels are in firmware/, declared and defined', () => {
  const text = (folder: string, file: string): string => (existsSync(`${root}firmware/${folder}/${file}`) ? readFileSync(`${root}firmware/${folder}/${file}`, 'utf8') : '');
  const missing = slices.flatMap(({ op, kernels, control }) => {
    if (kernels.length === 0) return control === undefined ? [`${op.name} has no kernel`] : [];
    return kernels.flatMap(({ symbol, header = `${symbol}.h`, inline }) => {
      const declared = text('include', header), defined = declared + text('kernels', header.replace(/\.h$/, '.c'));
      return [
        ...(new RegExp(`\\b${symbol}\\(`).test(declared) ? [] : [`${op.name}: ${header} does not declare ${symbol}`]), ...(new RegExp(`\\b${symbol}\\([^;]*\\)\\s*\\{`).test(defined) ? [] : [`${op.name}: ${symbol} is not defined`]),
        ...(inline !== true || new RegExp(`\\b${symbol}_inline\\(`).test(declared) ? [] : [`${op.name}: ${header} has no ${symbol}_inline`]),
      ];
    });
  });
  assert.equal(missing, []);
});

test('every operator runs in a case, and every file of cases has recorded answers', async () => {
  const operators = operatorsWithCases(), modules = await Promise.all(operators.map(loadModule));
  const run = new Set(modules.flatMap(({ cases }) => cases.filter(({ refused }) => refused === undefined).flatMap(({ model }) => codesOf(model))));
  assert.equal(slices.flatMap(({ tflite }) => tflite.map(({ code }) => code)).filter((code) => !run.has(code)), []);
  assert.equal(operators.filter((op) => !existsSync(recordedFile(op))), []);
});

test.run();
