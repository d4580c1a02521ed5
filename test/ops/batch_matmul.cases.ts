import { operatorCase, type Operand, type OperatorCase } from '../support/binary_cases.js';
import { integers, reals } from '../support/inputs.js';
import type { OpCase } from '../support/op_cases.js';

type Part = Omit<Operand, 'shape'>;
/** Leading dimensions of left, right and output. */
const batches: readonly (readonly [string, readonly number[], readonly number[], readonly number[]])[] = [
  ['no batch', [], [], []], ['a batch', [2], [2], [2]], ['a batch on the left', [3], [], [3]], ['a batch on the right', [], [3], [3]], ['one for a batch', [3], [1], [3]], ['a batch for one', [1], [3], [3]],
  ['three leading dimensions', [2, 1, 3], [1, 2, 1], [2, 2, 3]], ['other ranks', [2, 3], [3], [2, 3]], ['other ranks, one matrix', [2, 3], [1], [2, 3]], ['other ranks, more on the right', [3], [2, 1], [2, 3]],
];
const rows = 4, depth = 7, columns = 5;

function matrices(leading: readonly (readonly number[])[], adjX: boolean, adjY: boolean): readonly [readonly number[], readonly number[], readonly number[]] {
  const [left = [], right = [], out = []] = leading;
  return [[...left, ...(adjX ? [depth, rows] : [rows, depth])], [...right, ...(adjY ? [columns, depth] : [depth, columns])], [...out, rows, columns]];
}

function make(name: string, parts: readonly [Part, Part, Part], leading: readonly (readonly number[])[], adjX = false, adjY = false, rest: OperatorCase = {}): OpCase {
  const [left, right, out] = matrices(leading, adjX, adjY);
  return operatorCase('BATCH_MATMUL', `${parts[0].type}, ${name}${adjX ? ', left transposed' : ''}${adjY ? ', right transposed' : ''}`,
    [{ ...parts[0], shape: left }, { ...parts[1], shape: right }], [{ ...parts[2], shape: out }], { options: { adj_x: adjX, adj_y: adjY }, ...rest });
}

const int8: readonly [Part, Part, Part] = [{ type: 'int8', scale: 0.05, zeroPoint: 3 }, { type: 'int8', scale: 0.021, zeroPoint: -20 }, { type: 'int8', scale: 0.3, zeroPoint: 9 }];
const int16: readonly [Part, Part, Part] = [{ type: 'int16', scale: 0.0005 }, { type: 'int16', scale: 0.00021 }, { type: 'int16', scale: 0.004 }];
const float: readonly [Part, Part, Part] = [{ type: 'float32' }, { type: 'float32' }, { type: 'float32' }];
const one = [[], [], []];

export const cases = [
  ...[int8, int16, float].flatMap((parts) => [
    ...batches.map(([name, ...leading]) => make(name, parts, leading)),
    ...([[true, false], [false, true], [true, true]] as const).flatMap(([adjX, adjY]) => [make('no batch', parts, one, adjX, adjY), make('broadcast batches', parts, [[2, 1], [1, 3], [2, 3]], adjX, adjY), make('other ranks, one matrix', parts, [[2, 3], [1], [2, 3]], adjX, adjY)]),
  ]),
  make('constant right operand', [int8[0], { ...int8[1], data: integers('right', depth * columns, -128, 127) }, int8[2]], [[2], [], [2]], false, false, { invocations: 2 }),
  make('constant right operand', [int16[0], { ...int16[1], data: integers('right 16', depth * columns, -32768, 32767) }, int16[2]], [[2], [], [2]], false, true, { invocations: 2 }),
  make('constant left operand', [{ ...float[0], data: reals('left', rows * depth, -2, 2) }, float[1], float[2]], [[], [2], [2]], true, false),
  operatorCase('BATCH_MATMUL', 'int8, single elements', [{ ...int8[0], shape: [1, 1] }, { ...int8[1], shape: [1, 1] }], [{ ...int8[2], shape: [1, 1] }], { options: {} }),
  operatorCase('BATCH_MATMUL', 'int8, vectors', [{ ...int8[0], shape: [1, 65] }, { ...int8[1], shape: [65, 1] }], [{ ...int8[2], shape: [1, 1] }], { options: {} }),
  operatorCase('BATCH_MATMUL', 'int8, outer product', [{ ...int8[0], shape: [9, 1] }, { ...int8[1], shape: [1, 13] }], [{ ...int8[2], shape: [9, 13] }], { options: {} }),
  operatorCase('BATCH_MATMUL', 'int8, saturating', [{ ...int8[0], shape: [8, 20] }, { ...int8[1], shape: [20, 8] }], [{ ...int8[2], scale: 0.001, shape: [8, 8] }], { options: {} }),
  operatorCase('BATCH_MATMUL', 'int8, zero points at the ends', [{ ...int8[0], zeroPoint: -128, shape: [8, 20] }, { ...int8[1], zeroPoint: 127, shape: [20, 8] }], [{ ...int8[2], scale: 2, zeroPoint: 127, shape: [8, 8] }], { options: {} }),
  // Halves: the product of the scales is half the output's in single precision, and just below it in double, which is right.
  operatorCase('BATCH_MATMUL', 'int8, ties', [{ type: 'int8', scale: 0.001, shape: [15, 1] }, { type: 'int8', scale: 0.001, shape: [1, 15] }], [{ type: 'int8', scale: 0.000002000000222324161, shape: [15, 15] }],
    { options: {}, fills: [{ low: -9, high: 9 }, { low: -9, high: 9 }] }),
  operatorCase('BATCH_MATMUL', 'int16, ties', [{ type: 'int16', scale: 0.001, shape: [15, 1] }, { type: 'int16', scale: 0.001, shape: [1, 15] }], [{ type: 'int16', scale: 0.000002000000222324161, shape: [15, 15] }],
    { options: {}, fills: [{ low: -99, high: 99 }, { low: -99, high: 99 }] }),
  operatorCase('BATCH_MATMUL', 'int16, long sums', [{ ...int16[0], shape: [2, 300] }, { ...int16[1], shape: [300, 2] }], [{ ...int16[2], scale: 1, shape: [2, 2] }], { options: {}, fills: ['max', 'max'] }),
  operatorCase('BATCH_MATMUL', 'float32, special values', [{ type: 'float32', shape: [5, 2] }, { type: 'float32', shape: [2, 2] }], [{ type: 'float32', shape: [5, 2] }], { options: {}, fills: [[0, 1, Infinity, 1, NaN, 1, 1e38, -1e38, -0, -0], [10, 1, 10, -1]] }),
  operatorCase('BATCH_MATMUL', 'float32, depths that differ', [{ type: 'float32', shape: [2, 3] }, { type: 'float32', shape: [4, 2] }], [{ type: 'float32', shape: [2, 2] }], { options: {}, refused: 'matrices that fit' }),
  operatorCase('BATCH_MATMUL', 'float32, batches that do not broadcast', [{ type: 'float32', shape: [2, 2, 3] }, { type: 'float32', shape: [3, 3, 2] }], [{ type: 'float32', shape: [3, 2, 2] }], { options: {}, refused: 'leading dimensions that broadcast' }),
  operatorCase('BATCH_MATMUL', 'float32, one dimension', [{ type: 'float32', shape: [3] }, { type: 'float32', shape: [3, 2] }], [{ type: 'float32', shape: [2] }], { options: {}, refused: 'operands of two to 5 dimensions' }),
  operatorCase('BATCH_MATMUL', 'float32 times int8', [{ type: 'float32', shape: [2, 3] }, { type: 'int8', shape: [3, 2], scale: 0.5 }], [{ type: 'float32', shape: [2, 2] }], { options: {}, refused: 'of one type' }),
  operatorCase('BATCH_MATMUL', 'int16, a zero point', [{ ...int16[0], zeroPoint: 1, shape: [2, 3] }, { ...int16[1], shape: [3, 2] }], [{ ...int16[2], shape: [2, 2] }], { options: {}, refused: 'zero points of 0' }),
  operatorCase('BATCH_MATMUL', 'int32, which is not taken', [{ type: 'int32', shape: [2, 3] }, { type: 'int32', shape: [3, 2] }], [{ type: 'int32', shape: [2, 2] }], { options: {}, refused: 'operands of type' }),
];
