/** What kernels of language models share: four lanes, and what is done with them. */
import type { Operands } from '../ir/graph.js';
import { log2OfE } from '../numerics/float32_bits.js';
import { advance, f32x4, i32, i32x4, sequence, v128, type Expression, type FunctionBody, type Local, type Statement } from './encoder.js';
import { floats } from './rescale.js';

export const all = (value: number): Expression => floats([value, value, value, value]);
export const integers = (...values: readonly number[]): Expression => v128.const(new Uint8Array(Int32Array.from(values).buffer));
export const zero = all(0), rounder = all(1.5 * 2 ** 23), smallestLargest = all(2 ** -100);

/** Ones in the lanes below `count`. */
const lanesBelow = (count: number): Expression => integers(...[0, 1, 2, 3].map((lane) => (lane < count ? -1 : 0)));

/** The largest of four lanes, none of them NaN, in all of them. */
export function spreadLargest(v: Local): Statement {
  const swapped = (places: readonly number[]): Expression => v128.shuffle(v.get, v.get, places.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]));
  return sequence(v.set(f32x4.pmax(v.get, swapped([2, 3, 0, 1]))), v.set(f32x4.pmax(v.get, swapped([1, 0, 3, 2]))));
}

/** The nearest integers, halves to even, of numbers below 2^22 in size; of NaN 0. */
export const nearest = (x: Expression): Expression => i32x4.truncF32x4S(f32x4.sub(f32x4.add(x, rounder), rounder));

/** Elements four at a time: `four` computes those at the pointers, of which `count` are there. */
export function byFours(body: FunctionBody, elements: number, pointers: readonly (readonly [pointer: Local, elementBytes: number])[], four: (count: number) => Statement): Statement {
  const whole = Math.floor(elements / 4), rest = elements % 4;
  return sequence(
    ...(whole > 0 ? [body.repeat(whole, four(4), ...pointers.map(([pointer, bytes]) => advance(pointer, 4 * bytes)))] : []),
    ...(rest > 0 ? [four(rest)] : []),
  );
}

export const areActivations = (o: Operands<unknown>, ...indexes: readonly number[]): boolean => indexes.every((at) => o.input(at).storage.kind === 'activation');

/** exp of a local, without its special cases: beyond +-105 it is infinite or 0 like any number there. `x` is lost. */
export function expOf(body: FunctionBody, x: Local): { readonly steps: Statement; readonly value: Expression } {
  const [high, low, n] = body.locals('v128', 3) as [Local, Local, Local];
  const horner = (r: Expression): Expression => [0.00836853217, 0.0416682921, 0.166665226, 0.49999994].reduce((sum, c) => f32x4.add(f32x4.mul(sum, r), all(c)), all(0.00138182961));
  const power = (exponent: Expression): Expression => i32x4.shl(i32x4.add(exponent, integers(127, 127, 127, 127)), 23);
  return {
    steps: sequence(
      // The first operand stays where the comparison is false: NaN does.
      x.set(f32x4.pmax(f32x4.pmin(x.get, all(105)), all(-105))),
      n.set(f32x4.sub(f32x4.add(f32x4.mul(x.get, all(log2OfE)), rounder), rounder)),
      high.set(f32x4.sub(x.get, f32x4.mul(n.get, all(0.693359375)))), low.set(f32x4.mul(n.get, all(-0.000212194442))),
      x.set(f32x4.sub(high.get, low.get)),
      x.set(f32x4.add(f32x4.add(f32x4.sub(f32x4.mul(f32x4.mul(x.get, x.get), horner(x.get)), low.get), high.get), all(1))),
      n.set(i32x4.truncF32x4S(n.get)), low.set(i32x4.shrS(n.get, 1)),
    ),
    // In two steps, of which the first is exact.
    value: f32x4.mul(f32x4.mul(x.get, power(low.get)), power(i32x4.sub(n.get, low.get))),
  };
}

/** Four elements, zeros beyond `count`. */
export const loadFour = (pointer: Local, count: number): Expression => (count === 4 ? v128.load(pointer.get) : v128.and(v128.load(pointer.get), lanesBelow(count)));

/** What makes a vector codes: `largest`, `inverse` and `scale` in every lane, as dynamicQuantize has them. */
export function emitScale(body: FunctionBody, x: Local, size: number): { readonly steps: Statement; readonly inverse: Local; readonly scale: Local } {
  const [largest, inverse, scale] = body.locals('v128', 3) as [Local, Local, Local];
  return {
    inverse, scale,
    steps: sequence(
      largest.set(zero), byFours(body, size, [[x, 4]], (count) => largest.set(f32x4.pmax(largest.get, f32x4.abs(loadFour(x, count))))), spreadLargest(largest),
      // With an inverse of 0 all codes are 0.
      inverse.set(v128.and(f32x4.div(all(127), largest.get), f32x4.ge(largest.get, smallestLargest))),
      scale.set(v128.and(f32x4.div(largest.get, all(127)), f32x4.ge(largest.get, smallestLargest))),
    ),
  };
}

/** A position within 0 and `context` - 1, as it lies in memory. */
export const clampedPosition = (position: Local, address: number, context: number): Statement => sequence(
  position.set(i32.load(i32.const(address))),
  position.set(i32.select(position.get, i32.const(0), i32.gtS(position.get, i32.const(0)))), position.set(i32.select(position.get, i32.const(context - 1), i32.ltS(position.get, i32.const(context - 1)))),
);
