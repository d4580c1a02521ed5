import { broadcasts, operatorCase, plainCases, type Operand } from '../support/binary_cases.js';

const int8 = (shape: readonly number[], scale: number, zeroPoint: number): Operand => ({ type: 'int8', shape, scale, zeroPoint });
const int16 = (shape: readonly number[], scale: number, zeroPoint = 0): Operand => ({ type: 'int16', shape, scale, zeroPoint });
const ramp = { fills: ['ramp', 'random'] } as const;

export const cases = [
  ...plainCases('SQUARED_DIFFERENCE', ['int32', 'float32']),
  operatorCase('SQUARED_DIFFERENCE', 'int8', [int8([512], 0.05, 3), int8([512], 0.021, -20)], [int8([512], 0.4, -128)], ramp),
  operatorCase('SQUARED_DIFFERENCE', 'int8, one scale', [int8([512], 0.05, 3), int8([512], 0.05, 3)], [int8([512], 0.05, 3)], ramp),
  operatorCase('SQUARED_DIFFERENCE', 'int8, zero points at the ends', [int8([512], 0.05, -128), int8([512], 0.05, 127)], [int8([512], 1.7, 127)], ramp),
  operatorCase('SQUARED_DIFFERENCE', 'int8, a fine output', [int8([512], 0.05, 0), int8([512], 0.002, 9)], [int8([512], 0.0001, 0)], ramp),
  operatorCase('SQUARED_DIFFERENCE', 'int8, a coarse output', [int8([512], 0.05, 0), int8([512], 0.02, 9)], [int8([512], 30, 0)], ramp),
  ...broadcasts.map(([name, left, right, out]) => operatorCase('SQUARED_DIFFERENCE', `int8, ${name}`, [int8(left, 0.05, 3), int8(right, 0.021, -20)], [int8(out, 0.3, -100)])),
  operatorCase('SQUARED_DIFFERENCE', 'int16', [int16([512], 0.0005), int16([512], 0.00021)], [int16([512], 0.04)]),
  operatorCase('SQUARED_DIFFERENCE', 'int16, one scale', [int16([512], 0.0005), int16([512], 0.0005)], [int16([512], 0.0005)]),
  operatorCase('SQUARED_DIFFERENCE', 'int16, ends', [int16([64], 0.5), int16([64], 0.5)], [int16([64], 20000)], { fills: [[-32768, 32767], [32767, -32768, 0]] }),
  ...broadcasts.slice(0, 8).map(([name, left, right, out]) => operatorCase('SQUARED_DIFFERENCE', `int16, ${name}`, [int16(left, 0.0005), int16(right, 0.00021)], [int16(out, 0.04)])),
  operatorCase('SQUARED_DIFFERENCE', 'int16, a zero point', [int16([4], 0.5, 1), int16([4], 0.5)], [int16([4], 0.5)], { refused: 'zero points of 0' }),
  ...(['int64', 'uint8'] as const).map((type) => operatorCase('SQUARED_DIFFERENCE', `${type}, which is not taken`, [{ type, shape: [4], scale: 0.5 }, { type, shape: [4], scale: 0.5 }], [{ type, shape: [4], scale: 0.5 }], { refused: 'operands of type' })),
];
