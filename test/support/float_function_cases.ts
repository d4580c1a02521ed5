/** Cases of operators that apply one function to floats. */
import type { Fill } from './inputs.js';
import type { OpCase } from './op_cases.js';
import { unaryCase, type Side } from './unary_cases.js';

const float: Side = { type: 'float32' };

export interface Ranges {
  /** Where most arguments are. */
  readonly usual: readonly [number, number];
  /** More lists of arguments by name. */
  readonly more?: Readonly<Record<string, Fill>>;
}

/** Zeros, ones, infinities and NaN, the smallest and the largest floats. */
const special: Fill = [0, -0, 1, -1, 0.5, -0.5, 2, -2, Infinity, -Infinity, NaN, 1e-45, -1e-45, 1.1754944e-38, 3.4028235e38, -3.4028235e38];

export function floatFunctionCases(op: string, { usual: [low, high], more = {} }: Ranges): readonly OpCase[] {
  return [
    unaryCase(op, 'float32', [3, 5, 41], float, float, {}, { low, high }),
    unaryCase(op, 'float32, one element', [1], float, float, {}, { low, high }),
    unaryCase(op, 'float32, a scalar', [], float, float, {}, { low, high }),
    unaryCase(op, 'float32, special values', [16], float, float, {}, special),
    ...Object.entries(more).map(([name, fill]) => unaryCase(op, `float32, ${name}`, [60], float, float, {}, fill)),
    ...refusedTypes(op, ['int8', 'int16', 'int32']),
  ];
}

/** The operator on types that it does not take. */
export function refusedTypes(op: string, types: readonly Side['type'][], rest: Partial<OpCase> = {}): readonly OpCase[] {
  return types.map((type) => ({ ...unaryCase(op, `${type}, which is not taken`, [4], { type, scale: 0.5 }, { type, scale: 0.5 }), refused: 'an input of type', ...rest }));
}
