/** A second opinion: TensorFlow Lite with XNNPACK, as @tensorflow/tfjs-tflite ships it, against the reference engine in XNNPACK's rounding, in every bit. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { randomInputs } from '../../codegen/library/random_cases.js';
import { slices } from '../../codegen/ops/index.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { network, networkModel } from '../support/layer_networks.js';
import { loadTfliteWeb } from './tfjs_tflite.js';
import { xnnpackGraph } from './xnnpack_graph.js';

const test = suite('oracle: XNNPACK');
const load = await loadTfliteWeb();
if (load === undefined) console.log('skip: XNNPACK\'s answers, @tensorflow/tfjs-tflite is not installed (npm ci --prefix test/oracle)');

if (load !== undefined)
  test('random networks give XNNPACK\'s bits', () => {
    let different = 0;
    fc.assert(fc.property(network, (plan) => {
      const bytes = networkModel(plan, { usual: true }), graph = readModel(bytes, 'layers', slices), runner = load(bytes), emulated = new Interpreter(xnnpackGraph(graph)), reference = new Interpreter(graph);
      for (const inputs of randomInputs(graph, 2)) {
        runner.getInputs().get(0).data().set(inputs[0] as Int8Array);
        assert.ok(runner.infer());
        const got = Array.from(runner.getOutputs().get(0).data()), want = Array.from(emulated.run(inputs)[0] as Int8Array);
        assert.equal(got, want);
        if (want.join() !== (reference.run(inputs)[0] as Int8Array).join()) different++;
      }
    }), { seed: 3, numRuns: 1000 });
    assert.ok(different > 0, 'XNNPACK rounds differently now and then');
  });

test.run();
