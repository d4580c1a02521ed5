/**
 * Products of float32 vectors with weights of float32 or, "hybrid", of int8: the vector is then quantized, as a whole and while the model runs
 * (kernels/internal/reference/portable_tensor_utils.cc).
 */
import type { Tensors, Value } from '../ir/graph.js';
import { clamp, roundHalfAway } from '../numerics/fixed_point.js';

const f = Math.fround;

interface QuantizedVector { readonly values: readonly number[]; readonly scale: number; readonly zeroPoint: number }

/** Zeros have the scale 1. NaN becomes the lowest value. */
export function quantizeVector(x: Float32Array, asymmetric: boolean): QuantizedVector {
  let low = asymmetric ? 0 : x[0] ?? 0, high = low;
  for (const value of x) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!asymmetric) {
    const size = Math.max(Math.abs(low), Math.abs(high)), inverse = f(127 / size);
    if (size === 0) return { values: Array.from(x, () => 0), scale: 1, zeroPoint: 0 };
    return { values: Array.from(x, (value) => rounded(f(value * inverse), -127)), scale: f(size / 127), zeroPoint: 0 };
  }
  if (low === high) return { values: Array.from(x, () => 0), scale: 1, zeroPoint: 0 };
  const scale = (high - low) / 255, fromLow = -128 - low / scale, fromHigh = 127 - high / scale;
  // Of the two zero points the one that is more exact.
  const exact = 128 + Math.abs(low / scale) < 127 + Math.abs(high / scale) ? fromLow : fromHigh;
  const zeroPoint = !(exact > -128) ? -128 : exact >= 127 ? 127 : Math.trunc(exact + (exact < 0 ? -0.5 : 0.5)), inverse = f(1 / f(scale));
  return { values: Array.from(x, (value) => rounded(f(zeroPoint + f(value * inverse)), -128)), scale: f(scale), zeroPoint };
}

function rounded(x: number, low: number): number {
  return Number.isNaN(x) ? low : clamp(roundHalfAway(x), low, 127);
}

/** The product of each row of `weights` with a vector, to be added up by the caller. */
export function products(weights: Value, data: Tensors, asymmetric: boolean): (x: Float32Array) => (row: number) => number {
  const w = data.read(weights), scale = weights.type.quantization?.scales[0] ?? 1;
  if (weights.type.element === 'f32')
    return (x) => (row) => x.reduce((sum, value, at) => f(sum + f(Number(w[row * x.length + at]!) * value)), 0);
  return (x) => {
    const q = quantizeVector(x, asymmetric), factor = f(q.scale * scale);
    return (row) => f(q.values.reduce((sum, value, at) => sum + Number(w[row * x.length + at]!) * (value - q.zeroPoint), 0) * factor);
  };
}

/** Whether weights are of one type that `products` takes: float32, or int8 with one scale and without zero point. */
export function areProductWeights(weights: readonly Value[]): boolean {
  const [first] = weights, element = first?.type.element;
  if (!weights.every(({ type }) => type.element === element && type.storedBits === undefined)) return false;
  return element === 'f32' || (element === 'i8' && weights.every(({ type: { quantization: q } }) => q?.scales.length === 1 && q.zeroPoints[0] === 0));
}
