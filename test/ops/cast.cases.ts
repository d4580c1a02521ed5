import type { Fill } from '../support/inputs.js';
import type { OpCase } from '../support/op_cases.js';
import { unaryCase, type Side } from '../support/unary_cases.js';

type Type = Side['type'];
const integers: readonly Type[] = ['int8', 'int16', 'int32', 'uint32'], to: readonly Type[] = [...integers, 'float32', 'bool'];

const make = (name: string, from: Type, into: Type, count: number, fill?: Fill): OpCase => unaryCase('CAST', `${from} to ${into}, ${name}`, [count], { type: from }, { type: into }, {}, fill);

/** Floats that fit an integer type after the fraction is cut off; beyond, C leaves the result to the processor. */
const fits: Readonly<Partial<Record<Type, Fill>>> = {
  int8: [0, -0, 0.99, -0.99, 127.99, -128.5, 1.5, -1.5, 42], int16: [0.5, -0.5, 32767.9, -32768.9, 1000.01],
  int32: [0.5, -0.5, 2147483520, -2147483648, 16777217, -1e9], uint32: [0, 0.99, 4294967040, 2147483648, 3e9, 1.5],
};

export const cases: readonly OpCase[] = [
  ...(['bool', ...integers] as const).flatMap((from) => to.map((into) => make('anything', from, into, 65))),
  ...to.map((into) => make('some', 'float32', into, 36, fits[into] ?? [0, -0, 1.5, NaN, Infinity, -Infinity, 1e-45])),
  make('rounded to a float', 'int32', 'float32', 12, [16777217, 16777219, -16777217, 2147483647, -2147483648, 2147483583]),
  make('rounded to a float', 'uint32', 'float32', 12, [4294967295, 4294967167, 4294967168, 16777217, 2147483648]),
  make('zeros', 'int16', 'bool', 12, [0, 1, -1, 256, 0, -32768]), make('zeros', 'int32', 'bool', 12, [0, 1, -1, 256, 65536, -2147483648]), make('zeros', 'int8', 'bool', 9, [0, 1, -1, 64, -128]),
  make('one element', 'int8', 'float32', 1),
  unaryCase('CAST', 'of a quantized tensor: its scale does not count', [8], { type: 'int8', scale: 0.5, zeroPoint: 3 }, { type: 'float32' }),
  ...(['int64', 'uint8'] as const).map((type) => ({ ...make('which is not taken', type, 'float32', 4), refused: 'an input of type' })),
  ...(['int64', 'uint8'] as const).map((type) => ({ ...make('which is not taken', 'float32', type, 4), refused: 'an output of type' })),
];
