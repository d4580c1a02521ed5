/** MEAN and SUM over some dimensions (micro/kernels/reduce_common.cc, reference/reduce.h QuantizedMeanOrSum). */
import { elementCount, type Op, type Operands } from '../ir/graph.js';
import { clamp, rangeOf, requantize, toMultiplier, type Multiplier } from '../numerics/fixed_point.js';
import { stridesOf } from './movement.js';

/** A loop over a dimension of the input: how many elements, how far apart. */
export interface WalkLoop { readonly extent: number; readonly step: number }

/** Loops over dimensions that stay and over those that are reduced; and how many elements an output is made of. */
export function reduction(o: Operands<null>) {
  const { shape } = o.input(0).type, steps = stridesOf(shape);
  const axes = new Set(o.constant(1, 'axis').map((axis) => (axis < 0 ? axis + shape.length : axis)));
  const loops = shape.map((extent, at): WalkLoop => ({ extent, step: steps[at] ?? 1 }));
  const reduced = loops.filter((_, at) => axes.has(at));
  return { axes, kept: loops.filter((_, at) => !axes.has(at)), reduced, count: elementCount(reduced.map(({ extent }) => extent)) };
}

/** input scale / output scale, for a mean divided by the number of summands as QuantizedMeanOrSum does. */
export function reductionMultiplier(o: Operands<null>, mean: boolean): Multiplier {
  const { mantissa, shift } = toMultiplier(o.perTensor(o.input(0)).scale / o.perTensor(o.output(0)).scale), { count } = reduction(o);
  if (!mean) return { mantissa, shift };
  const left = Math.min(Math.floor(Math.log2(count)), 32, 31 + shift);
  return { mantissa: Number((BigInt(mantissa) << BigInt(left)) / BigInt(count)), shift: shift - left };
}

/** Offsets of all elements of a walk, in order. */
export function offsets(loops: readonly WalkLoop[]): readonly number[] {
  return loops.reduce<readonly number[]>((starts, { extent, step }) =>
    starts.flatMap((start) => Array.from({ length: extent }, (_, at) => start + at * step)), [0]);
}

function defineReduction(name: string, mean: boolean): Op<null> {
  return {
    name,

    check(o) {
      const input = o.input(0, 'input'), output = o.output(0), { axes, kept } = reduction(o), { shape } = input.type;
      o.require(o.input(1).type.element === 'i32', 'axes of int32');
      o.require(['i8', 'i16', 'f32'].includes(input.type.element) && input.type.element === output.type.element, 'int8, int16 or float32 throughout');
      o.require([...axes].every((axis) => axis >= 0 && axis < shape.length), `axes of ${shape.length} dimensions`);
      const without = kept.map(({ extent }) => extent).join(), keeping = shape.map((extent, at) => (axes.has(at) ? 1 : extent)).join();
      o.require([without, keeping].includes(output.type.shape.join()), 'an output without the axes, or with extents of 1 there');
      if (input.type.element === 'f32') return;
      o.perTensor(input);
      o.perTensor(output);
    },

    evaluate(o, data) {
      const x = data.read(o.input(0)), y = data.write(o.output(0)), { kept, reduced, count } = reduction(o);
      const summands = offsets(reduced), float = x instanceof Float32Array;
      const finish = float ? (sum: number) => Math.fround(mean ? sum / count : sum) : integerFinish(o, mean, count);
      offsets(kept).forEach((start, at) => {
        y[at] = finish(summands.reduce((sum, offset) => (float ? Math.fround(sum + x[start + offset]!) : sum + Number(x[start + offset]!)), 0));
      });
    },
  };
}

function integerFinish(o: Operands<null>, mean: boolean, count: number): (sum: number) => number {
  const multiplier = reductionMultiplier(o, mean), x = o.perTensor(o.input(0)), y = o.perTensor(o.output(0));
  const range = rangeOf(o.output(0).type.element === 'i16' ? 'i16' : 'i8');
  return (sum) => clamp(requantize((sum - x.zeroPoint * count) | 0, multiplier) + y.zeroPoint, ...range);
}

export const mean = defineReduction('mean', true);
export const sum = defineReduction('sum', false);
