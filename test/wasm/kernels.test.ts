/** The fast engine's int8 kernels over every shape that a layer can have: small networks against the reference, in every bit. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { randomInputs } from '../../codegen/library/random_cases.js';
import { slices } from '../../codegen/ops/index.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { compileFast, FastEngine } from '../../runtime-ts/wasm/fast_engine.js';
import { network, networkModel } from '../support/layer_networks.js';

const test = suite('fast engine: kernels');

test('any network of layers gives the reference\'s bits', () => {
  let kernels = 0, references = 0;
  fc.assert(fc.property(network, (plan) => {
    const graph = readModel(networkModel(plan), 'layers', slices), program = compileFast(graph), fast = new FastEngine(graph, program), reference = new Interpreter(graph);
    for (const { kind } of program.steps) if (kind === 'function') kernels++; else references++;
    for (const inputs of randomInputs(graph, 3)) assert.equal(fast.run(inputs).map((data) => Array.from(data, Number)), reference.run(inputs).map((data) => Array.from(data, Number)));
  }), { seed: 11, numRuns: 1500 });
  assert.ok(kernels > 1000 && references < kernels, `${kernels} pieces in WebAssembly, ${references} references`);
});

test.run();
