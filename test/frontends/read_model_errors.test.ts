/** Every way in which a model can be wrong, with the message that a user reads. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { CompileError } from '../../runtime-ts/diagnostic.js';
import { writeFlatBuffer } from '../support/flatbuffer_writer.js';
import { makeModel, type ModelSpec, type OperatorSpec, type TensorSpec } from '../support/make_model.js';
import { testSlices } from './slices.js';

const test = suite('tflite: errors');

function message(bytes: Uint8Array): string {
  try {
    readModel(bytes, 'broken', testSlices);
  } catch (error) {
    if (error instanceof CompileError) return error.message;
    throw error;
  }
  return 'read without a problem';
}

const float = (name: string, shape: readonly number[] = [2]): TensorSpec => ({ name, shape, type: 'float32' });
const absolute: OperatorSpec = { op: 'ABS', inputs: [0], outputs: [1] };
const good: ModelSpec = { tensors: [float('x'), float('y')], inputs: [0], outputs: [1], operators: [absolute] };
const model = (change: Partial<ModelSpec>): string => message(makeModel({ ...good, ...change }));
const withTensor = (tensor: Partial<TensorSpec>): string => model({
  tensors: [float('x'), float('y'), { ...float('w'), ...tensor }], operators: [{ op: 'ADD', inputs: [0, 2], outputs: [1] }],
});
const withOperator = (operator: Partial<OperatorSpec>): string => model({ operators: [{ ...absolute, ...operator }] });

const notAModel = `N0101 broken: is not a TensorFlow Lite model
  why:  bytes 4 to 7 must be "TFL3"
  hint: pass a .tflite file, such as tf.lite.TFLiteConverter writes`;

test('files of another kind', () => {
  assert.is(message(new Uint8Array(0)), notAModel);
  assert.is(message(new Uint8Array(4096)), notAModel);
  assert.is(message(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)), notAModel);
});

test('an identifier and nothing behind it', () => {
  assert.is(message(new TextEncoder().encode('    TFL3')), 'N0103 broken: the file ends at byte 8, but it refers to byte 538976291');
});

test('another schema version', () => {
  assert.is(model({ version: 2 }), 'N0102 broken: has schema version 2\n  why:  version 3 is the only one in use');
});

test('nothing to run', () => {
  assert.is(message(writeFlatBuffer('Model', { version: 3 }, 'TFL3')), 'N0104 broken: has no sub-graph, so there is nothing to run');
  assert.is(model({ outputs: [] }), 'N0104 graph "broken": has no output, so running it tells nothing');
});

test('inputs that are no inputs', () => {
  assert.is(model({ inputs: [0, 0] }), 'N0104 graph "broken": lists the input "x" twice');
  assert.is(model({ tensors: [{ ...float('x'), data: [1, 2] }, float('y')] }), 'N0104 graph "broken": its input "x" is a constant with data of its own');
});

test('references to nothing', () => {
  assert.is(model({ outputs: [7] }), 'N0105 graph "broken", outputs: refers to tensor 7; the graph has 2');
  assert.is(withOperator({ inputs: [-2] }), 'N0105 operator #0 ABS: refers to tensor -2; the graph has 2');
  assert.is(withTensor({ fields: { buffer: 9 } }), 'N0105 tensor #2 "w": refers to buffer 9; the model has 1');
  assert.is(withOperator({ op: 'IF', options: { then_subgraph_index: 4 } }), 'N0105 broken: refers to sub-graph 4; the model has 1');
});

test('shapes', () => {
  assert.is(withTensor({ shape: [-1, 2] }), `N0106 tensor #2 "w": has the shape [-1, 2], which is known only while the model runs
  hint: convert the model with fixed input shapes (a batch size of 1)`);
  assert.is(withTensor({ shape: [65536, 32768] }), 'N0106 tensor #2 "w": has the shape [65536, 32768] and takes 8589934592 bytes; the limit is 2147483647');
  assert.is(withTensor({ shape: [2 ** 30, 2 ** 30, 2 ** 30], type: 'int8' }),
    'N0106 tensor #2 "w": has the shape [1073741824, 1073741824, 1073741824] and takes 1.2379400392853803e+27 bytes; the limit is 2147483647');
  assert.is(withTensor({ shape: new Array<number>(17).fill(1) }), 'N0103 broken, subgraphs[0].tensors[2].shape: has 17 entries; at most 16 make sense');
  assert.is(model({ tensors: [float('x', [2, 0]), float('y')] }), 'N0106 tensor #0 "x": has the shape [2, 0], so it holds nothing');
  assert.is(model({ tensors: [float('x'), float('y', [0])] }), 'N0106 tensor #1 "y": has the shape [0], so it holds nothing');
  assert.is(withTensor({ shape: [1 << 25], variable: true }), 'N0106 tensor #2 "w": is a state of 134217728 bytes; the limit is 67108864');
});

test('types', () => {
  const supported = 'supported are float32, int8, uint8, int16, int32, uint32, int64, uint64, bool, int4';
  assert.is(withTensor({ type: 'float16' }), `N0107 tensor #2 "w": has the type float16
  why:  ${supported}
  hint: convert the model with float32 or int8 weights`);
  assert.is(withTensor({ type: 'string' }), `N0107 tensor #2 "w": has the type string
  why:  ${supported}
  hint: quantize the model to int8, or convert it to float32`);
  assert.is(withTensor({ fields: { type: 99 } }), 'N0107 tensor #2 "w": has the type number 99, which the file format does not define');
  assert.is(withTensor({ type: 'int4' }), 'N0107 tensor #2 "w": has the type int4 but no data\n  why:  int4 is for weights only');
});

test('data that does not fit', () => {
  assert.is(withTensor({ data: [1, 2, 3] }), 'N0108 tensor #2 "w": has 12 bytes of data; its shape [2] of float32 needs 8');
  assert.is(withTensor({ type: 'int4', shape: [3], data: [1] }), 'N0108 tensor #2 "w": has 1 bytes of data; its shape [3] of int4 needs 2');
  assert.is(withTensor({ type: 'bool', data: [1, 2] }), 'N0108 tensor #2 "w": holds bool values other than 0 and 1');
});

test('quantization', () => {
  const weights = (change: Partial<TensorSpec>): string => withTensor({ type: 'int8', shape: [2, 3], data: [1, 2, 3, 4, 5, 6], ...change });
  assert.is(weights({ scales: [1, 1], axis: 1 }), 'N0109 tensor #2 "w": has 2 scales along dimension 1, which has 3 entries');
  assert.is(weights({ scales: [1, 1], axis: 5 }), 'N0109 tensor #2 "w": has 2 scales along dimension 5, but its shape is [2, 3]');
  assert.is(weights({ scales: [1, 1], zeroPoints: [0, 0, 0], axis: 0 }), 'N0109 tensor #2 "w": has 2 scales but 3 zero points');
  for (const scale of [0, -1, NaN, Infinity])
    assert.is(weights({ scales: [scale] }), `N0109 tensor #2 "w": has the scale ${scale}; a scale is a positive number`);
  assert.is(weights({ scales: [1], zeroPoints: [128] }), 'N0109 tensor #2 "w": has the zero point 128, which does not fit its type');
  assert.is(weights({ fields: { quantization: { details_type: 2 } } }), `N0110 tensor #2 "w": is quantized in blocks or by several axes
  hint: quantize per tensor or per channel`);
});

test('storage that is not read', () => {
  assert.is(withTensor({ fields: { sparsity: {} } }), `N0110 tensor #2 "w": is sparse
  hint: convert the model without sparsity, or densify its weights`);
  assert.is(withTensor({ fields: { external_buffer: 1 } }), `N0110 tensor #2 "w": has its data in another file
  hint: convert the model into one file`);
});

test('operators that nobody translates', () => {
  assert.is(withOperator({ op: 'TILE', version: 3 }), `N0201 operator #0 TILE "y": is not supported (version 3 on f32)
  why:  TensorFlow Lite Micro does not run TILE either
  hint: replace the operator in the model before conversion`);
  assert.is(withOperator({ op: 'COS' }), `N0201 operator #0 COS "y": is not supported (version 1 on f32)
  why:  TensorFlow Lite Micro runs COS; this compiler does not yet
  hint: please report it as a missing operator`);
  assert.is(withOperator({ op: { custom: 'MyOperator' } }), `N0201 operator #0 MyOperator "y": is not supported (custom operator, version 1 on f32)
  why:  TensorFlow Lite Micro does not run MyOperator either
  hint: give its meaning and its C with --custom-op FILE (docs/custom_operators.md)`);
  // A custom operator with a builtin operator's name is still another operator.
  assert.match(withOperator({ op: { custom: 'ABS' } }), 'N0201 operator #0 ABS "y": is not supported (custom operator');
});

test('resource variables', () => {
  const handle: TensorSpec = { name: 'handle', shape: [1], type: 'resource' };
  const reading: OperatorSpec = { op: 'READ_VARIABLE', inputs: [2], outputs: [1] };
  assert.is(model({ tensors: [float('x'), float('y'), handle], operators: [{ op: 'VAR_HANDLE', inputs: [], outputs: [2], options: { shared_name: 'v' } }, reading] }),
    'N0111 variable "v": is never assigned, so nothing says what it holds');
  assert.match(model({ tensors: [float('x'), float('y'), handle], operators: [reading] }), 'N0107 tensor #2 "handle": has the type resource');
});

test('a sub-graph that gets two variables for one input', () => {
  const handle = (name: string): TensorSpec => ({ name, shape: [1], type: 'resource' });
  const named = (tensor: number, name: string): OperatorSpec => ({ op: 'VAR_HANDLE', inputs: [], outputs: [tensor], options: { shared_name: name } });
  const run = (tensor: number, output: number): OperatorSpec => ({ op: 'IF', inputs: [0, tensor], outputs: [output], options: { then_subgraph_index: 1, else_subgraph_index: 1 } });
  assert.match(model({
    tensors: [float('x'), float('y'), handle('a'), handle('b'), float('z')], operators: [named(2, 'first'), named(3, 'second'), run(2, 1), run(3, 4)],
    subgraphs: [{ tensors: [handle('h'), float('y')], operators: [{ op: 'READ_VARIABLE', inputs: [0], outputs: [1] }], inputs: [0], outputs: [1] }],
  }), 'N0111 variable "second": is also "first" in sub-graph 1, tensor 0');
});

test('a failing sub-graph is reported once', () => {
  const broken = { ...good, operators: [{ ...absolute, op: 'TILE' }] };
  const both: OperatorSpec = { op: 'IF', inputs: [0], outputs: [1], options: { then_subgraph_index: 1, else_subgraph_index: 1 } };
  assert.is(model({ operators: [both, { ...both, outputs: [2] }], tensors: [float('x'), float('y'), float('z')], subgraphs: [broken] }),
    `N0201 sub-graph 1 "subgraph_1", operator #0 TILE "y": is not supported (version 1 on f32)
  why:  TensorFlow Lite Micro does not run TILE either
  hint: replace the operator in the model before conversion`);
});

test('options', () => {
  assert.is(withOperator({ op: 'ADD', options: { fused_activation_function: 6 } }), 'N0204 operator #0 ADD "y": has the unknown activation number 6');
  assert.is(withOperator({ op: 'ADD', options: { fused_activation_function: 77 } }), 'N0204 operator #0 ADD "y": has the unknown activation number 77');
  assert.is(withOperator({ op: 'CONV_2D', options: { padding: 2 } }), 'N0204 operator #0 CONV_2D "y": has the unknown padding number 2');
  assert.is(withOperator({ op: 'SPLIT', options: { num_splits: 3 } }), 'N0204 operator #0 SPLIT "y": splits into more than two parts');
  assert.is(withOperator({ op: 'SOFTMAX', optionsOf: 'ADD' }), 'N0204 operator #0 SOFTMAX "y": has options of another operator (number 11; SoftmaxOptions is 9)');
});

test('a sub-graph that runs itself', () => {
  const loop = { op: 'IF', inputs: [0], outputs: [1], options: { then_subgraph_index: 1, else_subgraph_index: 1 } };
  assert.is(model({ operators: [loop], subgraphs: [{ ...good, operators: [loop] }] }),
    'N0205 broken: sub-graph 1 runs itself\n  why:  a loop is the operator WHILE');
});

test('sub-graphs nested too deep', () => {
  const call = (index: number): OperatorSpec =>
    ({ op: 'IF', inputs: [0], outputs: [1], options: { then_subgraph_index: index, else_subgraph_index: index } });
  const subgraphs = Array.from({ length: 40 }, (_, index) => ({ ...good, operators: [index < 39 ? call(index + 2) : absolute] }));
  assert.is(model({ operators: [call(1)], subgraphs }), 'N0205 broken: nests sub-graphs more than 32 deep');
});

test('order and writers', () => {
  assert.is(model({ operators: [{ op: 'ABS', inputs: [1], outputs: [1] }] }), 'N0202 operator #0 ABS "y": reads "y" before anything writes it');
  assert.is(model({ operators: [absolute, absolute] }), 'N0202 operator #1 ABS "y": writes "y", which already has a value');
  assert.is(model({ operators: [] }), 'N0202 graph "broken": nothing computes the model\'s output "y"');
});

test('all problems at once', () => {
  const text = model({
    tensors: [float('x'), float('y'), { ...float('a'), type: 'float16' }, { ...float('b'), data: [1] }],
    operators: [{ op: 'ADD', inputs: [0, 2], outputs: [1] }, { op: 'ADD', inputs: [0, 3], outputs: [1] }, { op: 'TILE', inputs: [2], outputs: [1] }],
  });
  assert.equal(text.split('\n').filter((line) => line.startsWith('N')).map((line) => line.slice(0, 5)), ['N0107', 'N0108', 'N0201']);
});

test.run();
