/** Cases that ADD, SUB and MUL share: types, scales, activations and every way to broadcast. */
import type { Fill } from './inputs.js';
import type { OpCase } from './op_cases.js';
import type { TensorSpec } from './make_model.js';

type Type = 'int8' | 'int16' | 'int32' | 'float32' | 'int64' | 'uint8' | 'bool';
interface Operand { readonly shape: readonly number[]; readonly scale?: number; readonly zeroPoint?: number }

type Make = (name: string, type: Type, operands: readonly [Operand, Operand, Operand], activation?: number, fill?: Fill) => OpCase;

/** A case that is refused, with the output or the right operand changed. */
function refuse(entry: OpCase, refused: string, output: Partial<TensorSpec> = {}, right: Partial<TensorSpec> = {}): OpCase {
  const tensors = entry.model.tensors.map((tensor, at) => ({ ...tensor, ...[{}, right, output][at] }));
  return { ...entry, refused, model: { ...entry.model, tensors, inputs: right.data === undefined ? entry.model.inputs : [0] } };
}

/** MUL takes int32 with a scale, which it leaves out, and int16 without zero points only. */
function productsOnly(make: Make): readonly OpCase[] {
  const operand = (zeroPoint = 0): Operand => ({ shape: [6], scale: 0.001, zeroPoint });
  return [
    make('int32 with a scale', 'int32', [operand(), operand(), operand()], 0, { low: -99, high: 99 }),
    refuse(make('int8 and int4', 'int8', [operand(), operand(), operand()]), 'takes no int4', {}, { type: 'int4', data: [1, 2, 3, -4, 5, -6] }),
    refuse(make('int16, left zero point', 'int16', [operand(3), operand(), operand()]), 'int16 zero points of 0'),
    refuse(make('int16, right zero point', 'int16', [operand(), operand(3), operand()]), 'int16 zero points of 0'),
    refuse(make('int16, output zero point', 'int16', [operand(), operand(), operand(3)]), 'int16 zero points of 0'),
  ];
}

/** ADD and SUB scale by multipliers below one, and take int32 without a scale only. */
function sumsOnly(make: Make, sum: boolean): readonly OpCase[] {
  const one: Operand = { shape: [30], scale: 1 }, with8 = (scale: number): readonly [Operand, Operand, Operand] => [one, one, { shape: [30], scale }];
  const operand = (zeroPoint: number): Operand => ({ shape: [30], scale: 0.001, zeroPoint });
  const outputScaled = make('int32, output with a scale', 'int32', [{ shape: [30] }, { shape: [30] }, operand(0)]);
  return [
    make('int8, the finest output', 'int8', with8(2 ** -18.999)),
    make('int16, the finest output', 'int16', with8(2 ** -13.9)),
    make('int8, one operand far smaller', 'int8', [one, { shape: [30], scale: 1e-11 }, one]),
    make('int16, zero points', 'int16', [operand(3), operand(-400), operand(77)]),
    refuse(make('int8, an output too fine', 'int8', with8(2 ** -19)), 'an output scale above the larger input\'s divided by 524288'),
    refuse(make('int16, an output too fine', 'int16', with8(2 ** -14)), 'an output scale above the larger input\'s divided by 16384'),
    refuse(make('int32 with a scale', 'int32', [operand(0), operand(0), operand(0)]), 'int32 without scale and zero point'),
    refuse(make('int32, right with a scale', 'int32', [{ shape: [30] }, operand(0), { shape: [30] }]), 'int32 without scale and zero point'),
    sum ? outputScaled : refuse(outputScaled, 'int32 without scale and zero point'),
  ];
}

export function arithmeticCases(op: 'ADD' | 'SUB' | 'MUL'): readonly OpCase[] {
  const make = (name: string, type: Type, operands: readonly [Operand, Operand, Operand], activation = 0, fill?: Fill): OpCase => ({
    name,
    ...(fill === undefined ? {} : { fills: [fill, fill] }),
    model: {
      tensors: operands.map(({ shape, scale, zeroPoint }, at): TensorSpec => ({
        name: ['left', 'right', 'output'][at] ?? '', type, shape: [...shape], ...(scale === undefined ? {} : { scales: [scale], zeroPoints: [zeroPoint ?? 0] }),
      })),
      inputs: [0, 1], outputs: [2], operators: [{ op, version: 2, inputs: [0, 1], outputs: [2], options: { fused_activation_function: activation } }],
    },
  });
  const product = op === 'MUL';
  const out8 = product ? 0.11 : 0.083, out16 = product ? 0.0004 : 0.0021;
  const int8 = (name: string, left: readonly number[], right: readonly number[], out: readonly number[], activation = 0, zeroPoint = 9): OpCase =>
    make(name, 'int8', [{ shape: left, scale: 0.017, zeroPoint: 3 }, { shape: right, scale: 0.091, zeroPoint: -20 }, { shape: out, scale: out8, zeroPoint }], activation);
  const int16 = (name: string, left: readonly number[], right: readonly number[], out: readonly number[], activation = 0): OpCase =>
    make(name, 'int16', [{ shape: left, scale: 0.0013 }, { shape: right, scale: 0.0007 }, { shape: out, scale: out16 }], activation);
  const plain = (name: string, type: Type, left: readonly number[], right: readonly number[], out: readonly number[], activation = 0, fill?: Fill): OpCase =>
    make(name, type, [{ shape: left }, { shape: right }, { shape: out }], activation, fill);
  return [
    int8('int8, one shape', [1, 5, 7, 3], [1, 5, 7, 3], [1, 5, 7, 3]),
    int8('int8, one element', [1], [1], [1]),
    int8('int8, RELU', [2, 20], [2, 20], [2, 20], 1),
    int8('int8, RELU_N1_TO_1', [2, 20], [2, 20], [2, 20], 2),
    int8('int8, RELU6', [2, 20], [2, 20], [2, 20], 3, -128),
    int8('int8, right is a scalar', [3, 4, 5], [1], [3, 4, 5]),
    int8('int8, left is a scalar', [1], [3, 4, 5], [3, 4, 5]),
    int8('int8, a value per channel', [1, 3, 4, 5], [5], [1, 3, 4, 5]),
    int8('int8, a value per row', [2, 3, 4, 5], [2, 3, 4, 1], [2, 3, 4, 5]),
    int8('int8, both are repeated', [4, 1, 3], [1, 5, 1], [4, 5, 3]),
    int8('int8, middle dimensions', [2, 1, 1, 3], [2, 4, 5, 3], [2, 4, 5, 3]),
    make('int8, saturating', 'int8', [{ shape: [2, 33], scale: 0.5, zeroPoint: -128 }, { shape: [2, 33], scale: 0.25, zeroPoint: 127 }, { shape: [2, 33], scale: 0.01, zeroPoint: 0 }]),
    make('int8, equal scales', 'int8', [{ shape: [64], scale: 0.05 }, { shape: [64], scale: 0.05 }, { shape: [64], scale: product ? 0.0025 : 0.05 }]),
    int16('int16, one shape', [1, 6, 11], [1, 6, 11], [1, 6, 11]),
    int16('int16, RELU', [40], [40], [40], 1),
    int16('int16, a value per channel', [1, 3, 4, 5], [5], [1, 3, 4, 5]),
    make('int16, scales far apart', 'int16', [{ shape: [40, 64], scale: 0.000969371584 }, { shape: [64], scale: 8.7098424e-6 }, { shape: [40, 64], scale: product ? 1e-8 : 0.000594149402 }]),
    plain('int32, one shape', 'int32', [3, 7], [3, 7], [3, 7], 0, { low: -30000, high: 30000 }),
    plain('int32, RELU6 and a scalar', 'int32', [3, 7], [1], [3, 7], 3, { low: -5, high: 5 }),
    plain('float32, one shape', 'float32', [2, 3, 5], [2, 3, 5], [2, 3, 5]),
    plain('float32, RELU', 'float32', [31], [31], [31], 1),
    plain('float32, RELU6', 'float32', [31], [31], [31], 3),
    plain('float32, both are repeated', 'float32', [4, 1, 3], [1, 5, 1], [4, 5, 3]),
    int8('int8, TANH is left out', [2, 20], [2, 20], [2, 20], 4),
    int8('int8, SIGN_BIT is left out', [2, 20], [2, 20], [2, 20], 5),
    int8('int8, rank 6', [2, 1, 3, 1, 2, 1], [1, 2, 1, 3, 2, 2], [2, 2, 3, 3, 2, 2]),
    int8('int8, no dimension', [], [], []),
    int8('int8, zero point at the end', [2, 20], [2, 20], [2, 20], 0, 127),
    make('int8, ties', 'int8', [{ shape: [64], scale: 0.5 }, { shape: [64], scale: 0.5 }, { shape: [64], scale: product ? 0.5 : 1 }]),
    make('int16, saturating', 'int16', [{ shape: [99], scale: 0.5 }, { shape: [99], scale: 0.25 }, { shape: [99], scale: 0.01 }]),
    int16('int16, rank 6', [2, 1, 3, 1, 2, 1], [1, 2, 1, 3, 2, 2], [2, 2, 3, 3, 2, 2]),
    int16('int16, RELU6', [40], [40], [40], 3),
    plain('int32, wrapping around', 'int32', [50], [50], [50]),
    plain('int32, RELU', 'int32', [3, 7], [3, 7], [3, 7], 1, { low: -5, high: 5 }),
    plain('int32, RELU_N1_TO_1, repeated', 'int32', [3, 7], [7], [3, 7], 2, { low: -5, high: 5 }),
    plain('int32, rank 6', 'int32', [2, 1, 3, 1, 2, 1], [1, 2, 1, 3, 2, 2], [2, 2, 3, 3, 2, 2], 0, { low: -99, high: 99 }),
    plain('float32, RELU_N1_TO_1', 'float32', [31], [31], [31], 2),
    plain('float32, rank 6', 'float32', [2, 1, 3, 1, 2, 1], [1, 2, 1, 3, 2, 2], [2, 2, 3, 3, 2, 2]),
    ...(product ? productsOnly(make) : sumsOnly(make, op === 'ADD')),
    refuse(int8('int8, bounds of RELU6 beyond 32 bits', [4], [4], [4], 3), 'the bounds of RELU6 fit 32 bits', { scales: [1e-10] }),
    refuse(plain('int64', 'int64', [4], [4], [4]), 'int8, int16, int32 or float32'),
    refuse(plain('bool', 'bool', [4], [4], [4]), 'int8, int16, int32 or float32'),
    refuse(make('uint8', 'uint8', [{ shape: [4], scale: 0.1 }, { shape: [4], scale: 0.1 }, { shape: [4], scale: 0.1 }]), 'int8, int16, int32 or float32'),
    plain('float32, rank 5', 'float32', [2, 1, 3, 1, 2], [1, 2, 1, 3, 2], [2, 2, 3, 3, 2]),
  ];
}
