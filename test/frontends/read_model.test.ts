/** What the reader makes of well-formed models. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import type { Graph, Node, Value } from '../../runtime-ts/ir/graph.js';
import { graphText } from '../../runtime-ts/ir/graph_text.js';
import { makeModel, type ModelSpec, type OperatorSpec, type TensorSpec } from '../support/make_model.js';
import { testSlices } from './slices.js';

const test = suite('tflite: read_model');
const read = (spec: ModelSpec): Graph => readModel(makeModel(spec), 'model', testSlices);
const float = (name: string, more: Partial<TensorSpec> = {}): TensorSpec => ({ name, shape: [2], type: 'float32', ...more });
const oneNode = (operator: Omit<OperatorSpec, 'inputs' | 'outputs'>): Node => {
  const [node] = read({ tensors: [float('x'), float('y')], inputs: [0], outputs: [1], operators: [{ inputs: [0], outputs: [1], ...operator }] }).nodes;
  assert.ok(node);
  return node;
};
/** The constant or state `second` of a model that adds it to its input. */
const second = (spec: Omit<TensorSpec, 'name'>): Value => {
  const graph = read({
    tensors: [float('x'), { name: 'second', ...spec }, float('y')], inputs: [0], outputs: [2],
    operators: [{ op: 'ADD', inputs: [0, 1], outputs: [2] }],
  });
  const value = [...graph.values.values()].find((entry) => entry.name === 'second');
  assert.ok(value);
  return value;
};
const bytesOf = (value: Value): readonly number[] => {
  if (value.storage.kind === 'activation') throw new Error('no bytes');
  return [...(value.storage.kind === 'constant' ? value.storage.bytes : value.storage.initial)];
};

test('names, types and order as in the file', () => {
  const graph = read({
    tensors: [
      { name: 'features', shape: [1, 4], type: 'int8', scales: [0.5], zeroPoints: [-3] },
      { name: 'sum', shape: [1, 4], type: 'int8', scales: [0.25], zeroPoints: [7] },
      { name: 'size', shape: [1, 4], type: 'int8', scales: [0.125] },
    ],
    inputs: [0], outputs: [2, 1],
    operators: [
      { op: 'ADD', inputs: [0, 0], outputs: [1], options: { fused_activation_function: 3 } },
      { op: 'ABS', inputs: [1], outputs: [2] },
    ],
  });
  assert.is(graphText(graph), [
    'graph model(features: i8[1,4] q(0.5, -3)) -> size, sum',
    '  sum: i8[1,4] q(0.25, 7) = add features, features  {activation: relu6, powerOfTwo: true, version: 1}',
    '  size: i8[1,4] q(0.125, 0) = abs sum  {}',
    '',
  ].join('\n').replace('  {}', ''));
  assert.equal(graph.nodes.map((node) => node.source), [0, 1]);
  assert.equal([...graph.values.values()].map((value) => value.source).sort(), [0, 1, 2]);
});

test('options of the file, and the schema\'s defaults for what it leaves out', () => {
  assert.equal(oneNode({ op: 'CONV_2D', options: { padding: 1, stride_w: 3 } }).attrs, { padding: 'valid', stride: 3, dilation: 1 });
  assert.equal(oneNode({ op: 'RESHAPE', options: { new_shape: [2, -1] } }).attrs, { shape: [2, -1] });
  assert.equal(oneNode({ op: 'SOFTMAX', options: { beta: 0.5 } }).attrs, { beta: 0.5 });
  // Its options are in the second union.
  assert.equal(oneNode({ op: 'STABLEHLO_COMPOSITE', options: { name: 'größe', composite_attributes: [1, 255] } }).attrs, { name: 'größe', bytes: [1, 255] });
  assert.equal(oneNode({ op: 'ADD', version: 4, options: { pot_scale_int16: false } }).attrs, { activation: 'none', powerOfTwo: false, version: 4 });
});

test('operators above number 127 and custom operators', () => {
  assert.equal(oneNode({ op: 'CUMSUM', options: { exclusive: true } }).attrs, { exclusive: true });
  const custom = oneNode({ op: { custom: 'Scramble' }, customOptions: Uint8Array.of(1, 2, 250) });
  assert.is(custom.op.name, 'scramble');
  assert.equal(custom.attrs, { bytes: [1, 2, 250] });
});

test('an operand that is left out is null', () => {
  const graph = read({
    tensors: [float('x'), float('y')], inputs: [0], outputs: [1], operators: [{ op: 'CONV_2D', inputs: [-1, 0, -1], outputs: [1] }],
  });
  assert.equal(graph.nodes[0]?.inputs, [null, graph.inputs[0], null]);
});

test('constants of every type', () => {
  assert.equal(bytesOf(second({ shape: [2], type: 'int16', data: [-2, 258] })), [254, 255, 2, 1]);
  assert.equal(bytesOf(second({ shape: [1], type: 'int64', data: [-2n] })), [254, 255, 255, 255, 255, 255, 255, 255]);
  assert.equal(bytesOf(second({ shape: [1], type: 'float32', data: [1] })), [0, 0, 128, 63]);
  for (const [type, element] of [['uint8', 'u8'], ['uint32', 'u32'], ['int32', 'i32'], ['uint64', 'u64'], ['bool', 'bool'], ['int8', 'i8']] as const)
    assert.is(second({ shape: [2], type, data: [0, 1] }).type.element, element);
});

test('a constant without elements', () => {
  const value = second({ shape: [0], type: 'int32' });
  assert.is(value.storage.kind, 'constant');
  assert.equal(bytesOf(value), []);
});

test('int4 is widened, the low half of a byte first', () => {
  const value = second({ shape: [5], type: 'int4', scales: [0.5], data: [1, -2, 7, -8, -1] });
  assert.is(value.type.element, 'i8');
  assert.equal(bytesOf(value).map((byte) => (byte << 24) >> 24), [1, -2, 7, -8, -1]);
});

test('scales per channel', () => {
  const data = [1, 2, 3, 4, 5, 6];
  const { quantization } = second({ shape: [2, 3], type: 'int8', data, scales: [0.5, 0.25, 0.125], zeroPoints: [0, 0, 0], axis: 1 }).type;
  assert.equal(quantization, { scales: [0.5, 0.25, 0.125], zeroPoints: [0, 0, 0], axis: 1 });
  // One zero point, or none, stands for all channels.
  assert.equal(second({ shape: [2, 3], type: 'int8', data, scales: [1, 2], zeroPoints: [4], axis: 0 }).type.quantization?.zeroPoints, [4, 4]);
  assert.equal(second({ shape: [2, 3], type: 'int8', data, scales: [1, 2], zeroPoints: [], axis: 0 }).type.quantization?.zeroPoints, [0, 0]);
  // A bias that has the axis of its four-dimensional weights, as old converters write it.
  assert.is(second({ shape: [2], type: 'int32', data: [1, 2], scales: [1, 2], axis: 3 }).type.quantization?.axis, 0);
});

test('floats and bools have no quantization', () => {
  assert.is(second({ shape: [1], type: 'float32', data: [1], scales: [0.5] }).type.quantization, undefined);
});

test('variable tensors are states that start at zero, int8 ones at their zero point', () => {
  const state = second({ shape: [3], type: 'int8', scales: [1], zeroPoints: [-5], variable: true });
  assert.is(state.storage.kind, 'state');
  assert.equal(bytesOf(state), [251, 251, 251]);
  assert.equal(bytesOf(second({ shape: [2], type: 'int16', scales: [1], zeroPoints: [3], variable: true })), [0, 0, 0, 0]);
});

test('a batch dimension that the signature leaves open is 1', () => {
  assert.equal(second({ shape: [1, 2], type: 'float32', data: [1, 2], fields: { shape_signature: [-1, 2] } }).type.shape, [1, 2]);
});

test('a tensor without a name gets one', () => {
  const graph = read({ tensors: [float(''), float('')], inputs: [0], outputs: [1], operators: [{ op: 'ABS', inputs: [0], outputs: [1] }] });
  assert.equal([...graph.values.values()].map((value) => value.name), ['tensor_0', 'tensor_1']);
});

test('sub-graphs are read once and have ids of their own', () => {
  const branch = { tensors: [float('in'), float('out')], inputs: [0], outputs: [1], operators: [{ op: 'ABS', inputs: [0], outputs: [1] }] };
  const graph = read({
    tensors: [{ name: 'condition', shape: [1], type: 'bool' }, float('x'), float('y')], inputs: [0, 1], outputs: [2],
    operators: [{ op: 'IF', inputs: [0, 1], outputs: [2], options: { then_subgraph_index: 2, else_subgraph_index: 2 } }],
    subgraphs: [branch, { ...branch, name: 'absolute' }],
  });
  const [node] = graph.nodes;
  const branches = node?.op.subgraphs?.(node.attrs) ?? [];
  assert.is(branches.length, 2);
  assert.is(branches[0], branches[1]);
  assert.is(branches[0]?.name, 'absolute');
  const ids = [...graph.values.keys(), ...(branches[0]?.values.keys() ?? [])];
  assert.is(new Set(ids).size, ids.length);
});

test('resource variables are states that sub-graphs share', () => {
  const handle: TensorSpec = { name: 'handle', shape: [1], type: 'resource' };
  const named = (name: string): OperatorSpec => ({ op: 'VAR_HANDLE', inputs: [], outputs: [0], options: { shared_name: name } });
  const graph = read({
    tensors: [handle, { name: 'y', shape: [3], type: 'int8', scales: [0.5], zeroPoints: [4] }], inputs: [], outputs: [1],
    operators: [
      { op: 'CALL_ONCE', inputs: [], outputs: [], options: { init_subgraph_index: 1 } },
      named('count'), { op: 'READ_VARIABLE', inputs: [0], outputs: [1] },
    ],
    subgraphs: [{
      tensors: [handle, { name: 'first', shape: [3], type: 'int8', scales: [0.5], zeroPoints: [4], data: [7, 8, 9] }], inputs: [], outputs: [],
      operators: [named('count'), { op: 'ASSIGN_VARIABLE', inputs: [0, 1], outputs: [] }],
    }],
  });
  const [once, reading] = graph.nodes;
  assert.ok(once !== undefined && reading !== undefined);
  assert.equal(graph.nodes.map((node) => node.source), [0, 2]);
  const state = [...graph.values.values()].find((value) => value.name === 'count');
  assert.ok(state);
  assert.equal(reading.inputs, [state.id]);
  assert.equal(state.type, { element: 'i8', shape: [3], quantization: { scales: [0.5], zeroPoints: [4] } });
  assert.equal(bytesOf(state), [4, 4, 4]);
  const [initial] = once.op.subgraphs?.(once.attrs) ?? [];
  assert.is(initial?.values.get(state.id), state);
  assert.equal(initial?.nodes.map((node) => [node.op.name, node.inputs[0], node.outputs]), [['assign_variable', state.id, []]]);
});

test('an unused tensor of an unsupported type is no problem', () => {
  read({ tensors: [float('x'), float('y'), { name: 'spare', shape: [1], type: 'complex64' }], inputs: [0], outputs: [1],
    operators: [{ op: 'ABS', inputs: [0], outputs: [1] }] });
});

test('data behind the FlatBuffer, as in files above 2 GB', () => {
  const spec = (offset: number): ModelSpec => ({
    tensors: [float('x'), { name: 'far', shape: [2], type: 'int16', outside: { offset, size: 4 } }, float('y')], inputs: [0], outputs: [2],
    operators: [{ op: 'ADD', inputs: [0, 1], outputs: [2] }],
  });
  const { length } = makeModel(spec(0x7fff));
  const file = new Uint8Array(length + 4);
  file.set(makeModel(spec(length)));
  file.set([1, 0, 2, 0], length);
  const far = [...readModel(file, 'model', testSlices).values.values()].find((value) => value.name === 'far');
  assert.ok(far);
  assert.equal(bytesOf(far), [1, 0, 2, 0]);
});

test.run();
