/** REDUCE_MAX, REDUCE_MIN, REDUCE_ALL, REDUCE_ANY and REDUCE_PROD: elements of some dimensions become one (micro/kernels/reduce_common.cc, kernels/reduce.cc). */
import type { Element, Op, Operands } from '../ir/graph.js';
import { clamp, FLOAT32_MAX, rangeOf, requantizeWide, toMultiplier, type Multiplier } from '../numerics/fixed_point.js';
import { offsets, reduction } from './reduce_sum.js';

/** How elements become one, in their order. */
interface Fold {
  first(x: number): number;
  next(soFar: number, x: number): number;
  last?(result: number): number;
}

type Folds = { readonly [E in Element]?: (o: Operands<null>) => Fold };

function defineFold(name: string, folds: Folds, checkScales?: (o: Operands<null>) => void): Op<null> {
  const taken = Object.keys(folds);
  return {
    name,

    check(o) {
      const input = o.input(0, 'input'), output = o.output(0), { axes, kept } = reduction(o), { shape, element } = input.type;
      o.require(taken.includes(element), `an input of type ${taken.join(' or ')}; it is ${element}`);
      o.require(output.type.element === element, 'an output of the type of its input');
      o.require([...axes].every((axis) => axis >= 0 && axis < shape.length), `axes of ${shape.length} dimensions`);
      const without = kept.map(({ extent }) => extent).join(), keeping = shape.map((extent, at) => (axes.has(at) ? 1 : extent)).join();
      o.require([without, keeping].includes(output.type.shape.join()), 'an output without the axes, or with extents of 1 there');
      checkScales?.(o);
    },

    evaluate(o, data) {
      const x = data.read(o.input(0)), y = data.write(o.output(0)), { kept, reduced } = reduction(o), make = folds[o.input(0).type.element];
      if (make === undefined) throw new Error(`${name} of ${o.input(0).type.element}`);
      const fold = make(o), steps = offsets(reduced);
      offsets(kept).forEach((start, at) => {
        const result = steps.reduce((soFar, step, index) => {
          const value = Number(x[start + step]!);
          return index === 0 ? fold.first(value) : fold.next(soFar, value);
        }, 0);
        y[at] = fold.last?.(result) ?? result;
      });
    },
  };
}

/** A float is compared with the farthest finite one first, so that NaN and infinities of the wrong sign never win. */
function extreme(largest: boolean): Folds {
  const next = (soFar: number, x: number): number => ((largest ? x > soFar : x < soFar) ? x : soFar);
  const farthest = largest ? -FLOAT32_MAX : FLOAT32_MAX;
  return { i8: () => ({ first: (x) => x, next }), f32: () => ({ first: (x) => next(farthest, x), next }) };
}

function sameScales(o: Operands<null>): void {
  if (o.input(0).type.element !== 'i8') return;
  const [x, y] = [o.input(0).type.quantization, o.output(0).type.quantization];
  o.require(x?.scales[0] === y?.scales[0] && (x?.zeroPoints[0] ?? 0) === (y?.zeroPoints[0] ?? 0), 'input and output with the same scale and zero point');
}

function logical(any: boolean): Folds {
  return { bool: () => ({ first: (x) => (x === 0 ? 0 : 1), next: (soFar, x) => ((any ? soFar !== 0 || x !== 0 : soFar !== 0 && x !== 0) ? 1 : 0) }) };
}

/** Every factor is scaled by itself, and the result once more: input scale / the nth root of the output scale (GetQuantProdScaling). */
export function productMultiplier(o: Operands<null>): Multiplier {
  return toMultiplier(o.perTensor(o.input(0)).scale / o.perTensor(o.output(0)).scale ** (1 / reduction(o).count));
}

function quantizedProduct(o: Operands<null>): Fold {
  const multiplier = productMultiplier(o), { zeroPoint } = o.perTensor(o.input(0)), output = o.perTensor(o.output(0));
  const range = rangeOf(o.input(0).type.element === 'i16' ? 'i16' : 'i8');
  return {
    first: (x) => x - zeroPoint,
    next: (soFar, x) => requantizeWide(BigInt(soFar) * BigInt(x - zeroPoint), multiplier),
    last: (result) => clamp(requantizeWide(BigInt(result), multiplier) + output.zeroPoint, ...range),
  };
}

export const reduceMax = defineFold('reduce_max', extreme(true), sameScales);
export const reduceMin = defineFold('reduce_min', extreme(false), sameScales);
export const reduceAll = defineFold('reduce_all', logical(false));
/** Not in TFLM. */
export const reduceAny = defineFold('reduce_any', logical(true));
/** Not in TFLM; int32 wraps around. */
export const reduceProd = defineFold('reduce_prod', {
  i8: quantizedProduct, i16: quantizedProduct,
  i32: () => ({ first: (x) => x, next: Math.imul }),
  f32: () => ({ first: (x) => x, next: (soFar, x) => Math.fround(x * soFar) }),
}, (o) => {
  const { element } = o.input(0).type;
  if (element === 'i8' || element === 'i16') o.require(productMultiplier(o).shift <= 14, 'scales whose rescaling is below 2^14');
});
