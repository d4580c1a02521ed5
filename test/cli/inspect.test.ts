/** `burin inspect`: the same facts as JSON and as text. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Inspection } from 'burin';
import { makeModel } from '../support/make_model.js';
import { burin, file, sumModel, sumSpec } from './burin.js';

const inspect = (model: string): Inspection => {
  const { status, stdout, stderr } = burin(['inspect', model, '--json']);
  assert.is(status, 0, stderr);
  return JSON.parse(stdout) as Inspection;
};

test('as JSON', () => {
  const scale = { scale: 1, zeroPoint: 0 };
  assert.equal(inspect(sumModel()), {
    name: 'sum', inputs: [{ name: 'x', element: 'i8', shape: [1, 2], ...scale }], outputs: [{ name: 'y', element: 'i8', shape: [1, 1], ...scale }],
    operators: [{ index: 0, name: 'FULLY_CONNECTED', inputs: ['x', 'w', null], outputs: ['y'], macs: 2, weightBytes: 2, element: 'i8', shape: [1, 1] }],
    macs: 2, weightBytes: 2, arenaBytes: 32, arenaLowerBound: 32,
  });
});

test('as text', () => {
  assert.is(burin(['inspect', sumModel()]).stdout, `sum: 2 MACs, 2 B of constants, 32 B of arena (lower bound 32 B)
input  x: i8[1,2], 2 elements, scale 1, zero point 0
output y: i8[1,1], 1 elements, scale 1, zero point 0
   #  operator         result   name  MACs  constants, B
   0  FULLY_CONNECTED  i8[1,1]  y        2             2
`);
});

test('constants of sub-graphs count, each once', () => {
  const tensors = [{ name: 'c', type: 'bool' as const, shape: [1] }, { name: 'x', type: 'int8' as const, shape: [1, 2], scales: [1], zeroPoints: [0] }, { name: 'y', type: 'int8' as const, shape: [1, 1], scales: [1], zeroPoints: [0] }];
  const branches = { op: 'IF', inputs: [0, 1], outputs: [2], options: { then_subgraph_index: 1, else_subgraph_index: 1 } };
  const { weightBytes, operators } = inspect(file('if.tflite', makeModel({ tensors, inputs: [0, 1], outputs: [2], operators: [branches], subgraphs: [sumSpec] })));
  assert.equal([weightBytes, operators.map((op) => op.weightBytes)], [2, [0]]);
});

test.run();
