/**
 * Models that TFLM runs although it misreads them: it does not compare these types and sizes, and takes memory for what it is not.
 * Its answer then hangs on what lies there; we refuse.
 */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readModel } from '../../codegen/frontends/tflite/read_model.js';
import { slices } from '../../codegen/ops/index.js';
import { convolution, type Changes, type Convolution } from '../support/convolution_cases.js';
import { integers, reals } from '../support/inputs.js';
import { makeModel, type ModelSpec, type TensorSpec } from '../support/make_model.js';
import { movementCases } from '../support/movement_cases.js';
import { unaryCase, type Side } from '../support/unary_cases.js';
import { detection } from './tflite_detection_postprocess.cases.js';

const test = suite('models that TFLM misreads');

function refuses(name: string, text: string, model: ModelSpec | undefined): void {
  test(name, () => {
    assert.ok(model);
    if (model !== undefined) assert.throws(() => readModel(makeModel(model), name, slices), (error: Error) => error.message.includes(text));
  });
}

const conv: Convolution = { op: 'CONV_2D', channels: 4, axis: 0, filter: (height, width) => [4, height, width, 3] };
const depthwise: Convolution = { op: 'DEPTHWISE_CONV_2D', channels: 3, axis: 3, filter: (height, width) => [1, height, width, 3] };
const plain = { scales: [], zeroPoints: [] };
const bias = (type: TensorSpec['type'], count: number): Partial<TensorSpec> => ({ type, ...plain, data: type === 'float32' ? reals('bias', count, -1, 1) : integers('bias', count, -99, 99) });
const int16: Changes = { input: { type: 'int16', scales: [0.0003], zeroPoints: [0] }, output: { type: 'int16', scales: [0.002], zeroPoints: [0] } };

for (const type of ['int64', 'float32', 'int16'] as const) {
  refuses(`CONV_2D of int8 with a bias of ${type}`, 'one bias of type i32', convolution(conv, { bias: bias(type, 4) }));
  refuses(`DEPTHWISE_CONV_2D of int8 with a bias of ${type}`, 'one bias of type i32', convolution(depthwise, { bias: bias(type, 3) }));
}
refuses('DEPTHWISE_CONV_2D of int16 with a bias of int32, read as int64', 'one bias of type i64', convolution(depthwise, { ...int16, bias: bias('int32', 3) }));
refuses('CONV_2D of int16 with scales whose shift is beyond 64 bits', 'above a 16384th', convolution(conv, { ...int16, input: { ...int16.input, scales: [0.5] }, output: { ...int16.output, scales: [2 ** -26] }, bias: null }));
refuses('CONV_2D with an output smaller than its windows', 'an output of shape [1, 4, 6, 4]', convolution(conv, { output: { shape: [1, 3, 3, 4] } }));

const real: Side = { type: 'float32' }, byte: Side = { type: 'int8', scale: 0.1, zeroPoint: 0 }, short: Side = { type: 'int16', scale: 0.1, zeroPoint: 0 };
for (const op of ['RELU', 'RELU6', 'HARD_SWISH']) {
  refuses(`${op} from int8 to int16`, 'an output of the type of its input', unaryCase(op, '', [4], byte, short).model);
  refuses(`${op} from float32 to int8`, 'an output of the type of its input', unaryCase(op, '', [4], real, byte).model);
}

const movement = (op: string, operands: Parameters<typeof movementCases>[3]): ModelSpec | undefined => movementCases(op, '', ['int8'], operands)[0]?.model;
refuses('SLICE with indexes of two types', 'begin and size both of', movement('SLICE', { operands: [[3, 4], { constant: [1, 0], type: 'int64' }, { constant: [2, 2] }], outputs: [[2, 2]] }));
refuses('SLICE beyond its input', 'a block inside the input', movement('SLICE', { operands: [[3, 4], { constant: [2, 0] }, { constant: [2, 2] }], outputs: [[2, 2]] }));
refuses('TRANSPOSE with a permutation of int64', 'a permutation of int32', movement('TRANSPOSE', { operands: [[3, 4], { constant: [1, 0], type: 'int64' }], outputs: [[4, 3]] }));
refuses('TRANSPOSE that repeats a dimension', 'a permutation of 2 dimensions', movement('TRANSPOSE', { operands: [[3, 3], { constant: [0, 0] }], outputs: [[3, 3]] }));
refuses('STRIDED_SLICE that shrinks an axis backwards', 'positive strides of the axes that shrink',
  movement('STRIDED_SLICE', { operands: [[3, 4], { constant: [1, 0] }, { constant: [0, 4] }, { constant: [-1, 1] }], outputs: [[4]], options: { shrink_axis_mask: 1 } }));
refuses('SPLIT into unequal parts', 'equal parts', movement('SPLIT', { operands: [{ constant: [0], shape: [] }, [4, 3]], outputs: [[1, 3], [3, 3]], options: { num_splits: 2 } }));
refuses('UNPACK with more outputs in its options', 'as many outputs as its options say', movement('UNPACK', { operands: [[2, 3]], outputs: [[3], [3]], options: { axis: 0, num: 3 } }));
refuses('PAD that cuts', 'paddings of 0 or more', movement('PAD', { operands: [[2, 3], { constant: [-1, 0, 2, 1], shape: [2, 2] }], outputs: [[1, 6]] }));
refuses('CONCATENATION of operands that leave holes', 'operands that fill the output', movement('CONCATENATION', { operands: [[2, 3], [3, 4]], outputs: [[2, 7]], options: { axis: 1 } }));
refuses('MEAN from int8 to int16', 'int8, int16 or float32 throughout', movement('MEAN', { operands: [[2, 3], { constant: [1] }], outputs: [[2]], options: { keep_dims: false }, changes: { 2: { type: 'int16' } } }));
refuses('ADD of int8 and int16', 'an output of the same type', movement('ADD', { operands: [[4], [4]], outputs: [[4]], changes: { 1: { type: 'int16' } } }));
refuses('ADD of shapes that do not broadcast', 'operands that broadcast to the output', movement('ADD', { operands: [[2, 3], [2, 2]], outputs: [[2, 3]] }));
refuses('TFLite_Detection_PostProcess without room for the gaps between the classes of a box', 'room for 8 boxes',
  detection('', { boxes: 4, classes: 2, found: 4, options: { max_detections: 2, max_classes_per_detection: 2 } }).model);
const int8 = (name: string, shape: readonly number[]): TensorSpec => ({ name, type: 'int8', shape, scales: [0.1], zeroPoints: [0], variable: name === 'kept' });
refuses('CIRCULAR_BUFFER that TFLM counts among those of other models', 'cycles_max in its custom options', {
  tensors: [int8('x', [1, 1, 2, 96]), int8('kept', [1, 3, 2, 96])], inputs: [0], outputs: [1], operators: [{ op: { custom: 'CIRCULAR_BUFFER' }, inputs: [0], outputs: [1] }],
});

test.run();
