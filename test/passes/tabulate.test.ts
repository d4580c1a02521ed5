/** Functions of one byte become tables: the graph before and after as text, and the same answers to every byte. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tabulate } from '../../codegen/passes/tabulate.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import type { Graph, Op, TensorType, Value } from '../../runtime-ts/ir/graph.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { graphText } from '../../runtime-ts/ir/graph_text.js';
import { add } from '../../runtime-ts/ops/add.js';
import { dequantize } from '../../runtime-ts/ops/dequantize.js';
import { fullyConnected } from '../../runtime-ts/ops/fully_connected.js';
import { mul } from '../../runtime-ts/ops/mul.js';
import { quantize } from '../../runtime-ts/ops/quantize.js';
import { logistic, tanh } from '../../runtime-ts/ops/sigmoids.js';

const all = Int8Array.from({ length: 256 }, (_, at) => at - 128);
const int8 = (shape: readonly number[], scale: number, zeroPoint: number): TensorType => ({ element: 'i8', shape, quantization: { scales: [scale], zeroPoints: [zeroPoint] } });
const float = (shape: readonly number[]): TensorType => ({ element: 'f32', shape });

function apply<A>(b: GraphBuilder, op: Op<A>, attrs: A, name: string, type: TensorType, ...inputs: readonly Value[]): Value {
  const output = b.value(name, type);
  b.node({ name, op, attrs, inputs, outputs: [output] });
  return output;
}

/** The operators that are left, after checking that the answers to `inputs` are the same. */
function rewritten(before: Graph, inputs: readonly Int8Array[]): readonly string[] {
  const after = tabulate.run(before), one = new Interpreter(before), other = new Interpreter(after);
  for (const input of inputs) assert.equal(other.run([input]), one.run([input]));
  assert.is(tabulate.run(after), after, 'nothing is left to do');
  return after.nodes.map(({ op }) => op.name);
}

test('a chain through float32', () => {
  const b = new GraphBuilder('g'), x = b.value('x', int8([1, 256], 0.05, 3));
  const y = apply(b, quantize, null, 'y', int8([1, 256], 1 / 128, 0), apply(b, tanh, null, 't', float([1, 256]), apply(b, dequantize, null, 'd', float([1, 256]), x)));
  const graph = b.build([x], [y]);
  assert.is(graphText(tabulate.run(graph)).replace(/ +$/gm, ''), 'graph g(x: i8[1,256] q(0.05, 3)) -> y\n  y: i8[1,256] q(0.0078125, 0) = lookup x, y/table\n');
  assert.equal(rewritten(graph, [all]), ['lookup']);
});

test('a web: x * logistic(x) + 0.5', () => {
  const b = new GraphBuilder('g'), type = int8([2, 128], 0.04, -7), x = b.value('x', type);
  const half = b.value('half', int8([1], 0.5, 0), { kind: 'constant', bytes: Uint8Array.of(1) });
  const gated = apply(b, mul, { activation: 'none' }, 'm', type, x, apply(b, logistic, null, 's', int8([2, 128], 1 / 256, -128), x));
  assert.equal(rewritten(b.build([x], [apply(b, add, { activation: 'none' }, 'y', type, gated, half)]), [all]), ['lookup']);
});

test('what others need stays, and so does a function of two bytes', () => {
  const b = new GraphBuilder('g'), type = int8([1, 256], 0.04, 0), x = b.value('x', type);
  const s = apply(b, logistic, null, 's', int8([1, 256], 1 / 256, -128), x), t = apply(b, tanh, null, 't', int8([1, 256], 1 / 128, 0), s);
  assert.equal(rewritten(b.build([x], [s, t]), [all]), ['logistic', 'tanh']);
  const c = new GraphBuilder('g'), v = c.value('v', type), column = c.value('column', int8([256, 1], 0.04, 0), { kind: 'constant', bytes: new Uint8Array(256).fill(3) });
  const outer = apply(c, add, { activation: 'none' }, 'o', int8([256, 256], 0.04, 0), v, column);
  assert.equal(rewritten(c.build([v], [apply(c, logistic, null, 'y', int8([256, 256], 1 / 256, -128), outer)]), [all]), ['add', 'logistic']);
});

/** Two dense layers, from one number through `width` to one. */
function dense(width: number): Graph {
  const b = new GraphBuilder('g'), x = b.value('x', int8([1, 1], 0.02, -3));
  const weights = (name: string, shape: readonly number[]): Value =>
    b.value(name, int8(shape, 0.03, 0), { kind: 'constant', bytes: Uint8Array.from({ length: width }, (_, at) => at * 37 + 11) });
  const hidden = apply(b, fullyConnected, { activation: 'relu' }, 'h', int8([1, width], 0.05, -128), x, weights('w', [width, 1]));
  return b.build([x], [apply(b, fullyConnected, { activation: 'none' }, 'y', int8([1, 1], 0.3, 4), hidden, weights('v', [1, width]))]);
}

test('a network of one number, where its weights take as much as a table', () => {
  const each = Array.from(all, (byte) => Int8Array.of(byte));
  assert.equal(rewritten(dense(128), each), ['lookup']);
  assert.equal(rewritten(dense(127), each), ['fully_connected', 'fully_connected']);
});

test.run();
