import { broadcasts, operatorCase, withRelu, type Operand, type OperatorCase } from '../support/binary_cases.js';
import { floatQuotientCases } from '../support/quotient_cases.js';
import type { OpCase } from '../support/op_cases.js';

const int8 = (shape: readonly number[], scale: number, zeroPoint: number): Operand => ({ type: 'int8', shape, scale, zeroPoint });
/** Divisors on one side of their zero point; TFLM leaves a zero undefined. */
const above = { low: 21, high: 127 } as const, below = { low: -128, high: -21 } as const;

/** Every byte but the neighbours of the zero point: of these, TFLM shifts quotients further than C defines. */
const dividends = (zeroPoint: number): readonly number[] => Array.from({ length: 256 }, (_, at) => at - 128).filter((x) => x === zeroPoint || Math.abs(x - zeroPoint) > 3);

function quantized(name: string, left: readonly [number, number], right: readonly [number, number], out: readonly [number, number], rest: OperatorCase): OpCase {
  return operatorCase('DIV', `int8, ${name}`, [int8([512], ...left), int8([512], ...right)], [int8([512], ...out)], rest);
}

const int32 = (shape: readonly number[]): Operand => ({ type: 'int32', shape });
const no = { options: { fused_activation_function: 0 } };

export const cases = [
  ...floatQuotientCases('DIV', [[0, 1, -1, Infinity, -Infinity, NaN, 3e38], [0, -0, 1, 1e-40, Infinity, NaN]], no),
  ...[1, 2, 3].map((activation) => operatorCase('DIV', `float32, activation ${activation}`, [{ type: 'float32', shape: [40] }, { type: 'float32', shape: [40] }], [{ type: 'float32', shape: [40] }],
    { options: { fused_activation_function: activation }, fills: [{ low: -30, high: 30 }, { low: 0.5, high: 3 }] })),
  quantized('divisors above', [0.05, 3], [0.02, 20], [0.1, -5], { ...no, fills: [dividends(3), above] }),
  quantized('divisors below', [0.05, 3], [0.02, -20], [0.1, -5], { ...no, fills: [dividends(3), below] }),
  quantized('saturating', [0.5, -128], [0.01, 20], [0.05, 0], { ...no, fills: [dividends(-128), above] }),
  withRelu(quantized('divisors above', [0.05, 3], [0.02, 20], [0.1, -5], { ...no, fills: [dividends(3), above] })),
  quantized('small results', [0.01, 127], [0.5, 20], [0.001, 100], { ...no, fills: [dividends(127), above] }),
  quantized('one scale', [0.1, 0], [0.1, 0], [0.1, 0], { ...no, fills: [dividends(0), [1, 2, 3, 5, 7, -1, -2, 127, -128, 64, 100]] }),
  quantized('a zero point at the end', [0.1, -128], [0.02, -128], [0.04, -128], { ...no, fills: [dividends(-128), { low: -127, high: 127 }] }),
  ...[1, 2, 3].map((activation) => quantized(`activation ${activation}`, [0.05, 3], [0.02, 20], [0.07, -5], { options: { fused_activation_function: activation }, fills: [dividends(3), above] })),
  ...broadcasts.map(([name, left, right, out]) => operatorCase('DIV', `int8, ${name}`, [int8(left, 0.05, 3), int8(right, 0.02, 20)], [int8(out, 0.1, -5)], { ...no, fills: [dividends(3).filter((x) => x % 3 !== 0), above] })),
  ...broadcasts.map(([name, left, right, out]) => operatorCase('DIV', `int32, ${name}`, [int32(left), int32(right)], [int32(out)], { ...no, fills: [{ low: -100, high: 100 }, [1, -1, 2, -2, 3, 7, -7, 100]] })),
  operatorCase('DIV', 'int32, ends of the range', [int32([8]), int32([8])], [int32([8])], { ...no, fills: [[-(2 ** 31), 2 ** 31 - 1], [1, -2, 3, 7, 2 ** 31 - 1, -(2 ** 31)]] }),
  operatorCase('DIV', 'int32, RELU6', [int32([30]), int32([30])], [int32([30])], { options: { fused_activation_function: 3 }, fills: [{ low: -30, high: 30 }, [1, 2, 3]] }),
  operatorCase('DIV', 'int32, quantized', [{ ...int32([4]), scale: 1 }, { ...int32([4]), scale: 1 }], [{ ...int32([4]), scale: 1 }], { ...no, refused: 'without scales' }),
  ...(['int16', 'uint8', 'int64'] as const).map((type) => operatorCase('DIV', `${type}, which is not taken`, [{ type, shape: [4], scale: 0.5 }, { type, shape: [4], scale: 0.5 }], [{ type, shape: [4], scale: 0.5 }], { ...no, refused: 'operands of type' })),
];
