/** Operators that apply one function to floats (micro/kernels/elementwise.cc, exp.cc, ceil.cc, floor.cc, round.cc, neg.cc). */
import type { Op } from '../ir/graph.js';
import * as float from '../numerics/float32.js';
import { defineUnary } from './unary.js';

function defineFloat(name: string, f: (x: number) => number): Op<null> {
  return defineUnary<null>({ name, types: { f32: () => f } });
}

export const neg = defineFloat('neg', (x) => -x);
export const square = defineFloat('square', (x) => Math.fround(x * x));
export const sqrt = defineFloat('sqrt', float.sqrt);
export const exp = defineFloat('exp', float.exp);
export const log = defineFloat('log', float.log);
export const sin = defineFloat('sin', float.sin);
export const cos = defineFloat('cos', float.cos);
export const ceil = defineFloat('ceil', float.ceil);
export const floor = defineFloat('floor', float.floor);
/** Halves to the even integer. */
export const round = defineFloat('round', float.roundHalfEven);
