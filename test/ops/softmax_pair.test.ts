/** SOFTMAX of two elements by their difference. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { compileModel } from '../../codegen/library/compile_model.js';
import { verifyModel } from '../../codegen/library/verify_model.js';
import { slices } from '../../codegen/ops/index.js';
import { makeModel, type TensorSpec } from '../support/make_model.js';

const test = suite('softmax of two elements');

for (const scale of [2 ** -10, 0.02, 0.1, 1.7]) test(`it has every bit of the softmax of rows: scale ${scale}`, async () => {
  const tensor = (name: string, more: Partial<TensorSpec>): TensorSpec => ({ name, type: 'int8', shape: [30000, 2], ...more });
  const graph = readModel(makeModel({
    tensors: [tensor('x', { scales: [scale], zeroPoints: [3] }), tensor('y', { scales: [1 / 256], zeroPoints: [-128] })],
    operators: [{ op: 'SOFTMAX', inputs: [0], outputs: [1], options: { beta: 1 } }], inputs: [0], outputs: [1],
  }), 'pairs', slices);
  assert.equal(compileModel(graph, { target: 'host' }).kernels.map(({ kernel }) => kernel), ['bn_softmax_pair_s8']);
  assert.is((await verifyModel(graph, { target: 'host' })).mismatch, undefined);
});

test.run();
