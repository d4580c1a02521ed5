import { operatorCase, type Operand } from '../support/binary_cases.js';

type Shapes = readonly [string, readonly number[], readonly number[]];
/** Input and alpha; the output has the input's shape. */
const shapes: readonly Shapes[] = [
  ['one shape', [1, 3, 5, 3], [1, 3, 5, 3]], ['one element', [1], [1]], ['one alpha', [2, 3, 4], [1]], ['alpha is a scalar', [2, 3, 4], []],
  ['alpha per channel', [2, 4, 4, 5], [1, 1, 5]], ['alpha per row', [1, 4, 3, 2], [4, 1, 1]], ['alpha per column, rank 2', [6, 7], [7]],
];

const of = (type: Operand['type'], scale: number, zeroPoint: number) => (shape: readonly number[]): Operand => ({ type, shape, ...(type === 'float32' ? {} : { scale, zeroPoint }) });
const kinds = [
  { name: 'int8', x: of('int8', 0.05, 3), alpha: of('int8', 0.012, -9), y: of('int8', 0.04, -20) },
  { name: 'int16', x: of('int16', 0.0005, 0), alpha: of('int8', 0.012, -9), y: of('int16', 0.0004, 0) },
  { name: 'float32', x: of('float32', 0, 0), alpha: of('float32', 0, 0), y: of('float32', 0, 0) },
];

const large = { fills: ['ramp', 'random'] } as const, int8 = (scale: number, zeroPoint: number): Operand => of('int8', scale, zeroPoint)([512]);

export const cases = [
  ...kinds.flatMap(({ name, x, alpha, y }) => shapes.map(([shape, input, factors]) => operatorCase('PRELU', `${name}, ${shape}`, [x(input), alpha(factors)], [y(input)]))),
  operatorCase('PRELU', 'int8, zero points at the ends', [int8(0.05, 127), int8(0.01, -128)], [int8(0.05, 127)], large),
  operatorCase('PRELU', 'int8, a fine output', [int8(0.05, -3), int8(0.01, 0)], [int8(0.003, 0)], large),
  operatorCase('PRELU', 'int8, a coarse output', [int8(0.05, -3), int8(0.3, 0)], [int8(2, 0)], large),
  operatorCase('PRELU', 'int8, ties', [int8(0.5, 0), int8(0.5, 0)], [int8(1, 0)], large),
  operatorCase('PRELU', 'int8, constant alpha', [of('int8', 0.05, 3)([4, 5]), { ...of('int8', 0.01, 0)([5]), data: [-128, -1, 0, 25, 127] }], [of('int8', 0.05, 3)([4, 5])]),
  operatorCase('PRELU', 'float32, special values', [{ type: 'float32', shape: [40] }, { type: 'float32', shape: [40] }], [{ type: 'float32', shape: [40] }],
    { fills: [[0, -0, NaN, Infinity, -Infinity, -3e38, -1e-40], [0.25, -2, 0, 10, NaN, Infinity]] }),
  operatorCase('PRELU', 'int16, alpha of int16', [of('int16', 0.5, 0)([4]), of('int16', 0.5, 0)([4])], [of('int16', 0.5, 0)([4])], { refused: 'a right operand of type i8' }),
  operatorCase('PRELU', 'int32, which is not taken', [of('int32', 0.5, 0)([4]), of('int32', 0.5, 0)([4])], [of('int32', 0.5, 0)([4])], { refused: 'operands of type' }),
];
