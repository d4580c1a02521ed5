/** Each pass: the graph before and after as text, and the same outputs. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { foldPadding } from '../../codegen/passes/fold_padding.js';
import { foldConstants } from '../../codegen/passes/fold_constants.js';
import { mergeMoves } from '../../codegen/passes/merge_moves.js';
import type { Pass } from '../../codegen/passes/pass.js';
import { removeDead } from '../../codegen/passes/remove_dead.js';
import { removeIdentity } from '../../codegen/passes/remove_identity.js';
import { shareResults } from '../../codegen/passes/share_results.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { bytesOf, type Graph, type Op, type TensorType, type Value } from '../../runtime-ts/ir/graph.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { graphText } from '../../runtime-ts/ir/graph_text.js';
import { fullyConnected } from '../../runtime-ts/ops/fully_connected.js';
import { conv2d } from '../../runtime-ts/ops/conv_2d.js';
import { pad } from '../../runtime-ts/ops/pad.js';
import { reshape } from '../../runtime-ts/ops/reshape.js';
import { transpose } from '../../runtime-ts/ops/transpose.js';

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

/** Operators of one kind in a row on an int8 image, each with an int32 operand. */
function moves(op: Op<null>, shape: readonly number[], steps: readonly { readonly numbers: readonly number[]; readonly shape: readonly number[] }[]): Graph {
  const b = new GraphBuilder('g'), quantization = { scales: [0.5], zeroPoints: [3] };
  let at = b.value('x', { element: 'i8', shape, quantization });
  const x = at;
  steps.forEach((step, index) => {
    const numbers = Int32Array.from(step.numbers), operand = b.value(`n${index}`, { element: 'i32', shape: op === pad ? [numbers.length / 2, 2] : [numbers.length] }, { kind: 'constant', bytes: bytesOf(numbers) });
    const next = b.value(`y${index}`, { element: 'i8', shape: step.shape, quantization });
    b.node({ name: next.name, op, attrs: null, inputs: [at, operand], outputs: [next] });
    at = next;
  });
  return b.build([x], [at]);
}
const answers = (graph: Graph, image: Int8Array): readonly unknown[] => new Interpreter(graph).run([image]);
const image = Int8Array.from({ length: 24 }, (_, at) => at * 5 - 60);

test('merge_moves makes one PAD of three, one TRANSPOSE of two, and a RESHAPE of one that keeps the order', () => {
  const pads = moves(pad, [1, 2, 3, 4], [{ numbers: [0, 0, 1, 0, 0, 0, 0, 0], shape: [1, 3, 3, 4] }, { numbers: [0, 0, 0, 2, 1, 0, 0, 0], shape: [1, 5, 4, 4] }, { numbers: [0, 1, 0, 0, 0, 0, 0, 0], shape: [2, 5, 4, 4] }]);
  const turns = moves(transpose, [2, 3, 4], [{ numbers: [1, 2, 0], shape: [3, 4, 2] }, { numbers: [0, 2, 1], shape: [3, 2, 4] }]);
  const kept = moves(transpose, [1, 6, 1, 4], [{ numbers: [1, 0, 3, 2], shape: [6, 1, 4, 1] }]);
  for (const [before, ops] of [[pads, 'pad'], [turns, 'transpose'], [kept, 'reshape']] as const) {
    const after = removeDead.run(mergeMoves.run(before));
    assert.is(after.nodes.map(({ op }) => op.name).join(), ops);
    assert.equal(answers(after, image), answers(before, image));
  }
});

test('fold_padding takes a PAD into the convolutions behind it, with SAME and VALID, but not where a window would see padding alone', () => {
  const network = (padding: 'same' | 'valid', around: readonly number[], window: number, inner: number): Graph => {
    const b = new GraphBuilder('g'), quantization = { scales: [0.5], zeroPoints: [3] }, [height, width] = [2 + around[0]! + around[1]!, 3 + around[2]! + around[3]!];
    const x = b.value('x', { element: 'i8', shape: [1, 2, 3, 4], quantization }), padded = b.value('p', { element: 'i8', shape: [1, height, width, 4], quantization: { scales: [0.5], zeroPoints: [inner] } });
    b.node({ name: 'p', op: pad, attrs: null, inputs: [x, b.value('n', { element: 'i32', shape: [4, 2] }, { kind: 'constant', bytes: bytesOf(Int32Array.from([0, 0, ...around, 0, 0])) })], outputs: [padded] });
    const filter = b.value('w', { element: 'i8', shape: [2, window, window, 4], quantization: { scales: [0.01], zeroPoints: [0] } }, { kind: 'constant', bytes: bytesOf(Int8Array.from({ length: 8 * window * window }, (_, at) => ((at * 37) % 201) - 100)) });
    const out = (extent: number): number => (padding === 'same' ? extent : extent - window + 1), y = b.value('y', { element: 'i8', shape: [1, out(height), out(width), 2], quantization });
    b.node({ name: 'y', op: conv2d, attrs: { padding, activation: 'none', strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 }, inputs: [padded, filter, null], outputs: [y] });
    return b.build([x], [y]);
  };
  for (const [before, nodes] of [
    [network('valid', [1, 2, 0, 1], 3, 3), 1], [network('same', [1, 0, 0, 0], 3, 3), 1], [network('valid', [2, 0, 0, 0], 2, 3), 2], [network('valid', [1, 1, 1, 1], 3, 4), 2],
  ] as const) {
    const after = removeDead.run(foldPadding.run(before));
    assert.is(after.nodes.length, nodes);
    assert.equal(answers(after, image), answers(before, image));
  }
});

test('share_results computes what is alike once, and both outputs of a model', () => {
  const b = new GraphBuilder('g'), x = b.value('x', row), w = constant(b, 'w', [2, 2], [1, 2, 3, 4]), v = constant(b, 'v', [2, 2], [1, 2, 3, 4]);
  const one = dense(b, 'one', x, w), other = dense(b, 'other', x, v), y = dense(b, 'y', one, w), z = dense(b, 'z', other, w);
  const before = b.build([x], [y, z]), after = shareResults.run(before), input = [Float32Array.of(2, -3)];
  assert.is(after.nodes.length, 3);
  assert.equal(new Interpreter(after).run(input), new Interpreter(before).run(input));
});

test.run();
