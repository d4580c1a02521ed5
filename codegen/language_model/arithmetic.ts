/** The float32 arithmetic of a decode step (docs/adr/0013_language_models.md): every operation rounded, left to right from 0. */
import { exp, roundHalfEven, sqrt } from '../../runtime-ts/numerics/float32.js';
import { floatOfHalf, halfOfFloat } from '../../runtime-ts/numerics/half.js';

const f = Math.fround;

function largestSize(x: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(x[i]!);
    if (size > largest) largest = size;
  }
  return largest;
}

/** x as integers up to `high` times the scale that is returned: m / high for m = max |x|, q = round to even (x * (high / m)); 0 and zeros where m is 0. */
export function dynamicQuantize(x: Float32Array, q: Int8Array | Int16Array, high = 127): number {
  const largest = largestSize(x), factor = f(high / largest);
  if (largest === 0) {
    q.fill(0);
    return 0;
  }
  for (let i = 0; i < x.length; i++) q[i] = roundHalfEven(f(x[i]! * factor));
  return f(largest / high);
}

/** x as integers up to `high` times a scale of binary16, which is returned as a number. */
export function cacheQuantize(x: Float32Array, q: Int8Array, high: number): number {
  const scale = floatOfHalf(halfOfFloat(f(largestSize(x) / high)));
  for (let i = 0; i < x.length; i++) q[i] = scale === 0 ? 0 : Math.max(-high, Math.min(high, roundHalfEven(f(x[i]! / scale))));
  return scale;
}

/** y = gain * (x / sqrt(mean of squares + epsilon)). */
export function rmsNorm(x: Float32Array, gain: Float32Array, epsilon: number, y: Float32Array): void {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum = f(sum + f(x[i]! * x[i]!));
  const factor = f(1 / sqrt(f(f(sum / x.length) + f(epsilon))));
  for (let i = 0; i < x.length; i++) y[i] = f(gain[i]! * f(factor * x[i]!));
}

/** SiLU(gate) * up. */
export function swiglu(gate: number, up: number): number {
  return f(f(gate * f(1 / f(1 + exp(f(-gate))))) * up);
}
