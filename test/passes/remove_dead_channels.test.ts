/** Channels that nobody needs: what is removed, and that every output stays the same in every bit. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { randomInputs } from '../../codegen/library/random_cases.js';
import { totalMacs } from '../../codegen/library/inspect_model.js';
import { slices } from '../../codegen/ops/index.js';
import { removeDeadChannels } from '../../codegen/passes/remove_dead_channels.js';
import { Interpreter } from '../../runtime-ts/interpreter.js';
import { valueOf, type Graph } from '../../runtime-ts/ir/graph.js';
import { makeModel, type OperatorSpec, type TensorSpec } from '../support/make_model.js';
import { Random } from '../random/random_graphs.js';

const test = suite('remove_dead_channels');

interface Plan { readonly seed: number; readonly zeroRows: number; readonly zeroColumns: number; readonly padding: number; readonly pool: number; readonly bias: boolean; readonly tapped: boolean }

/** conv 1 x 1, depthwise 3 x 3, conv 1 x 1, depthwise, pooling, RESHAPE, dense; shares of rows and columns are zero. */
function network({ seed, zeroRows, zeroColumns, padding, pool, bias, tapped }: Plan): Graph {
  const random = new Random(seed), tensors: TensorSpec[] = [], operators: OperatorSpec[] = [];
  const add = (spec: TensorSpec): number => tensors.push(spec) - 1;
  const value = (name: string, shape: readonly number[], zeroPoint = random.int(-20, 20)): number => add({ name, type: 'int8', shape, scales: [0.05], zeroPoints: [zeroPoint] });
  /** [rows][taps][columns], rows and columns zeroed by chance. */
  const weights = (name: string, shape: readonly number[], rows: number, columns: number, axis: number, at: (row: number, tap: number, column: number) => number): number => {
    const count = shape.reduce((a, b) => a * b, 1), data = Array.from({ length: count }, () => 0), taps = count / rows / columns;
    const deadRows = Array.from({ length: rows }, () => random.chance(zeroRows)), deadColumns = Array.from({ length: columns }, () => random.chance(zeroColumns));
    for (let row = 0; row < rows; row++) for (let tap = 0; tap < taps; tap++) for (let column = 0; column < columns; column++)
      if (!deadRows[row] && !deadColumns[column]) data[at(row, tap, column)] = random.int(-127, 127);
    const scales = Array.from({ length: shape[axis] ?? 1 }, () => 2 ** random.real(-9, -5));
    return add({ name, type: 'int8', shape, data, scales, zeroPoints: scales.map(() => 0), axis });
  };
  const biasFor = (name: string, filter: number, count: number): number => (bias ? add({
    name, type: 'int32', shape: [count], data: Array.from({ length: count }, () => random.int(-4000, 4000)), scales: (tensors[filter]?.scales ?? []).map((scale) => scale * 0.05), zeroPoints: Array.from({ length: count }, () => 0), axis: 0,
  }) : -1);
  const conv = (name: string, input: number, inner: number, out: number, size: number): number => {
    const filter = weights(`${name}_w`, [out, 1, 1, inner], out, inner, 0, (row, _, column) => row * inner + column), own = biasFor(`${name}_b`, filter, out), result = value(name, [1, size, size, out]);
    operators.push({ op: 'CONV_2D', inputs: [input, filter, own], outputs: [result], options: { padding: 0, stride_w: 1, stride_h: 1, fused_activation_function: random.pick([0, 1, 3]) } });
    return result;
  };
  const depthwise = (name: string, input: number, count: number, from: number, to: number): number => {
    const filter = weights(`${name}_w`, [1, 3, 3, count], count, 1, 3, (row, tap) => tap * count + row), own = biasFor(`${name}_b`, filter, count), result = value(name, [1, to, to, count]);
    operators.push({ op: 'DEPTHWISE_CONV_2D', inputs: [input, filter, own], outputs: [result], options: { padding: from === to ? 0 : 1, stride_w: 1, stride_h: 1, depth_multiplier: 1 } });
    return result;
  };
  const x = value('x', [1, 6, 6, 3]), small = padding === 0 ? 6 : 4, smaller = padding === 0 ? 6 : 2;
  const a = conv('a', x, 3, 16, 6), b = depthwise('b', a, 16, 6, small), c = conv('c', b, 16, 20, small), d = depthwise('d', c, 20, small, smaller);
  const pooled = add({ name: 'pooled', type: 'int8', shape: [1, 1, 1, 20], scales: [0.05], zeroPoints: tensors[d]?.zeroPoints ?? [0] });
  operators.push({ op: pool === 0 ? 'AVERAGE_POOL_2D' : 'MAX_POOL_2D', inputs: [d], outputs: [pooled], options: { padding: 1, stride_w: 1, stride_h: 1, filter_width: smaller, filter_height: smaller } });
  const flat = add({ name: 'flat', type: 'int8', shape: [1, 20], scales: [0.05], zeroPoints: tensors[d]?.zeroPoints ?? [0] });
  operators.push({ op: 'RESHAPE', inputs: [pooled, add({ name: 'shape', type: 'int32', shape: [2], data: [1, 20] })], outputs: [flat] });
  const dense = add({ name: 'dense', type: 'int8', shape: [4, 20], data: Array.from({ length: 80 }, () => (random.chance(zeroColumns) ? 0 : random.int(-127, 127))), scales: [0.01], zeroPoints: [0] }), y = value('y', [1, 4]);
  operators.push({ op: 'FULLY_CONNECTED', inputs: [flat, dense, -1], outputs: [y] });
  return readModel(makeModel({ tensors, operators, inputs: [x], outputs: tapped ? [y, b] : [y] }), 'dead', slices);
}

function same(before: Graph, after: Graph): void {
  const a = new Interpreter(before), b = new Interpreter(after);
  for (const inputs of randomInputs(before, 4)) assert.equal(b.run(inputs).map((data) => Array.from<number | bigint>(data as Int8Array)), a.run(inputs).map((data) => Array.from<number | bigint>(data as Int8Array)));
}

test('any network keeps its answers', () => {
  let smaller = 0;
  fc.assert(fc.property(fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }), zeroRows: fc.constantFrom(0, 30, 70, 95), zeroColumns: fc.constantFrom(0, 20, 60), padding: fc.nat(1), pool: fc.nat(1), bias: fc.boolean(), tapped: fc.boolean(),
  }), (plan) => {
    const before = network(plan), after = removeDeadChannels.run(before);
    same(before, after);
    if (totalMacs(after) < totalMacs(before)) smaller++;
  }), { seed: 10, numRuns: 150 });
  assert.ok(smaller > 70, `${smaller} of 150 became smaller`);
});

test('the outputs of a model keep all their channels', () => {
  const before = network({ seed: 3, zeroRows: 95, zeroColumns: 0, padding: 0, pool: 0, bias: true, tapped: true }), after = removeDeadChannels.run(before);
  assert.equal(after.outputs.map((id) => valueOf(after, id).type.shape), before.outputs.map((id) => valueOf(before, id).type.shape));
});

test('a network without zeros stays as it is', () => {
  const before = network({ seed: 5, zeroRows: 0, zeroColumns: 0, padding: 0, pool: 0, bias: true, tapped: false });
  assert.is(removeDeadChannels.run(before), before);
});

test('channels and bytes that are left are a multiple of four, and a second run finds nothing', () => {
  const before = network({ seed: 8, zeroRows: 70, zeroColumns: 60, padding: 0, pool: 0, bias: true, tapped: false }), after = removeDeadChannels.run(before);
  assert.ok(totalMacs(after) < 0.6 * totalMacs(before), `${totalMacs(after)} of ${totalMacs(before)}`);
  for (const node of after.nodes.slice(0, 4)) assert.is((valueOf(after, node.outputs[0]!).type.shape.at(-1) ?? 0) % 4, 0);
  assert.is(removeDeadChannels.run(after), after);
});

test('what an operator of another kind writes keeps its channels, whoever reads them', () => {
  const q = { type: 'int8', scales: [0.05], zeroPoints: [0] } as const, data = Array.from({ length: 32 }, (_, at) => (at % 8 === 3 ? 0 : at - 12));
  const before = readModel(makeModel({
    tensors: [{ name: 'x', shape: [2, 8], ...q }, { name: 'y', shape: [2, 8], ...q }, { name: 'w', shape: [4, 8], ...q, data }, { name: 'z', shape: [2, 4], ...q }],
    operators: [{ op: 'HARD_SWISH', inputs: [0], outputs: [1] }, { op: 'FULLY_CONNECTED', inputs: [1, 2, -1], outputs: [3] }], inputs: [0], outputs: [3],
  }), 'kept', slices);
  same(before, removeDeadChannels.run(before));
});

test('what a caller writes keeps its channels through a pooling', () => {
  const q = { type: 'int8', scales: [0.05], zeroPoints: [0] } as const, data = Array.from({ length: 32 }, (_, at) => (at % 8 < 6 ? 0 : at - 12));
  for (const op of ['MAX_POOL_2D', 'DEPTHWISE_CONV_2D']) {
    const own = op === 'MAX_POOL_2D' ? [0] : [0, 4, -1], options = op === 'MAX_POOL_2D' ? { filter_width: 1, filter_height: 1 } : { depth_multiplier: 1 };
    const before = readModel(makeModel({
      tensors: [
        { name: 'x', shape: [1, 2, 2, 8], ...q }, { name: 'y', shape: [1, 2, 2, 8], ...q }, { name: 'w', shape: [4, 1, 1, 8], ...q, data }, { name: 'z', shape: [1, 2, 2, 4], ...q },
        { name: 'v', shape: [1, 1, 1, 8], ...q, data: [1, 2, 3, 4, 5, 6, 7, 8] },
      ],
      operators: [{ op, inputs: own, outputs: [1], options: { ...options, stride_w: 1, stride_h: 1 } }, { op: 'CONV_2D', inputs: [1, 2, -1], outputs: [3], options: { stride_w: 1, stride_h: 1 } }], inputs: [0], outputs: [3],
    }), 'kept', slices);
    same(before, removeDeadChannels.run(before));
  }
});

test('a layer without a bias gets one of the right scale', () => {
  // Behind RELU only the zero point is left of the output, whatever the weights.
  const q = { type: 'int8', scales: [0.5], zeroPoints: [0] } as const, data = Array.from({ length: 32 }, (_, at) => at + 1);
  const before = readModel(makeModel({
    tensors: [{ name: 'x', shape: [2, 8], ...q, zeroPoints: [3] }, { name: 'w', shape: [4, 8], ...q, data }, { name: 'y', shape: [2, 4], ...q, zeroPoints: [127] }],
    operators: [{ op: 'FULLY_CONNECTED', inputs: [0, 1, -1], outputs: [2], options: { fused_activation_function: 1 } }], inputs: [0], outputs: [2],
  }), 'biased', slices);
  same(before, removeDeadChannels.run(before));
});

test.run();
