/** The fast engine's int8 kernels over every shape that a layer can have: small networks against the reference, in every bit. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { randomInputs } from '../../codegen/library/random_cases.js';
import { slices } from '../../codegen/ops/index.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import type { Node } from '../../runtime-ts/ir/graph.js';
import { NodeOperands } from '../../runtime-ts/ir/operands.js';
import type { Conv2dAttrs } from '../../runtime-ts/ops/conv_2d.js';
import { compileFast, FastEngine, type FastProgram } from '../../runtime-ts/wasm/fast_engine.js';
import { convolutionOf } from '../../runtime-ts/wasm/layers.js';
import { planWinograd } from '../../runtime-ts/wasm/winograd.js';
import { network, networkModel, squareNetwork, type Network } from '../support/layer_networks.js';

const test = suite('fast engine: kernels');

/** Runs a network in both engines; returns its program. */
function compare(plan: Network): FastProgram {
  const graph = readModel(networkModel(plan), 'layers', slices), program = compileFast(graph), fast = new FastEngine(graph, program), reference = new Interpreter(graph);
  for (const inputs of randomInputs(graph, 3)) assert.equal(fast.run(inputs).map((data) => Array.from(data, Number)), reference.run(inputs).map((data) => Array.from(data, Number)));
  return program;
}

test('any network of layers gives the reference\'s bits', () => {
  let kernels = 0, references = 0;
  fc.assert(fc.property(network, (plan) => { for (const { kind } of compare(plan).steps) if (kind === 'function') kernels++; else references++; }), { seed: 11, numRuns: 1500 });
  assert.ok(kernels > 1000 && references < kernels, `${kernels} pieces in WebAssembly, ${references} references`);
});

test('3 x 3 convolutions by Winograd\'s transform give the reference\'s bits', () => {
  let transformed = 0, layers = 0;
  fc.assert(fc.property(squareNetwork, (plan) => {
    const { graph } = compare(plan);
    for (const node of graph.nodes) {
      const c = convolutionOf(new NodeOperands(graph, node as Node<Conv2dAttrs>));
      layers++;
      if (c !== undefined && planWinograd(c) !== undefined) transformed++;
    }
  }), { seed: 12, numRuns: 300 });
  assert.ok(transformed > 200, `${transformed} of ${layers} layers`);
});

test.run();
