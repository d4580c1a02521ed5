/** MAXIMUM and MINIMUM: stored numbers as they are, whatever their scales (micro/kernels/maximum_minimum.cc). */
import type { Op } from '../ir/graph.js';
import { defineBinary } from './binary.js';

export interface Extreme extends Op<null> { readonly largest: boolean }

function defineExtreme(name: string, largest: boolean): Extreme {
  // With a NaN no comparison holds, and the right operand is the answer.
  const pick = (left: number, right: number): number => ((largest ? left > right : left < right) ? left : right);
  const type = () => pick;
  return {
    ...defineBinary<null>({
      name,
      types: { i8: type, i16: type, i32: type, f32: type },
      wide: (left, right) => ((largest ? left > right : left < right) ? left : right),
    }),
    largest,
  };
}

export const maximum = defineExtreme('maximum', true);
export const minimum = defineExtreme('minimum', false);
