/** Each pass: the graph before and after as text, and the same outputs. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { foldConstants } from '../../codegen/passes/fold_constants.js';
import type { Pass } from '../../codegen/passes/pass.js';
import { removeDead } from '../../codegen/passes/remove_dead.js';
import { removeIdentity } from '../../codegen/passes/remove_identity.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import type { Graph, TensorType, Value } from '../../runtime-ts/ir/graph.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { graphText } from '../../runtime-ts/ir/graph_text.js';
import { fullyConnected } from '../../runtime-ts/ops/fully_connected.js';
import { reshape } from '../../runtime-ts/ops/reshape.js';

const row: TensorType = { element: 'f32', shape: [1, 2] };
const dense = (b: GraphBuilder, name: string, input: Value, weights: Value): Value => {
  const output = b.value(name, row);
  b.node({ name, op: fullyConnected, attrs: { activation: 'none' }, inputs: [input, weights], outputs: [output] });
  return output;
};
const constant = (b: GraphBuilder, name: string, shape: readonly number[], data: readonly number[]): Value =>
  b.value(name, { element: 'f32', shape }, { kind: 'constant', bytes: new Uint8Array(Float32Array.from(data).buffer) });
const copy = (b: GraphBuilder, name: string, input: Value, shape: readonly number[]): Value => {
  const output = b.value(name, { element: 'f32', shape });
  b.node({ name, op: reshape, attrs: null, inputs: [input], outputs: [output] });
  return output;
};

function rewrites(pass: Pass, before: Graph, after: string): void {
  const result = pass.run(before), input = [Float32Array.of(1.5, -2.25)];
  assert.is(graphText(result).replace(/ +$/gm, ''), after);
  assert.equal(new Interpreter(result).run(input), new Interpreter(before).run(input));
  assert.is(pass.run(result), result, 'nothing is left to do');
}

test('fold_constants computes what depends on constants only', () => {
  const b = new GraphBuilder('g'), x = b.value('x', row);
  const folded = dense(b, 'folded', constant(b, 'c', [1, 2], [3, 4]), constant(b, 'w', [2, 2], [1, 2, 3, 4]));
  const weights = copy(b, 'weights', folded, [1, 2]);
  const y = b.value('y', { element: 'f32', shape: [1, 1] });
  b.node({ name: 'y', op: fullyConnected, attrs: { activation: 'none' }, inputs: [x, weights], outputs: [y] });
  rewrites(foldConstants, b.build([x], [y]), 'graph g(x: f32[1,2]) -> y\n  y: f32[1,1] = fully_connected x, weights  {activation: none}\n');
});

test('remove_identity leaves out copies, but not a model\'s output', () => {
  const b = new GraphBuilder('g'), x = b.value('x', row), w = constant(b, 'w', [2, 2], [1, 2, 3, 4]);
  const y = copy(b, 'y', dense(b, 'd', copy(b, 'c2', copy(b, 'c1', x, [1, 2]), [1, 2]), w), [1, 2]);
  rewrites(removeIdentity, b.build([x], [y]),
    'graph g(x: f32[1,2]) -> y\n  d: f32[1,2] = fully_connected x, w  {activation: none}\n  y: f32[1,2] = reshape d\n');
});

test('remove_dead drops what no output needs', () => {
  const b = new GraphBuilder('g'), x = b.value('x', row), w = constant(b, 'w', [2, 2], [1, 2, 3, 4]);
  const y = dense(b, 'y', x, w);
  dense(b, 'unused', dense(b, 'unused_too', x, w), w);
  rewrites(removeDead, b.build([x], [y]), 'graph g(x: f32[1,2]) -> y\n  y: f32[1,2] = fully_connected x, w  {activation: none}\n');
});

test.run();
