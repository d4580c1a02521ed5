/**
 * Cosines and sines of rotary positions, computed in double precision from sums and products alone, so that every Node version makes the same
 * table; right to float32's last place but for rare halves.
 */
import { expWide } from '../numerics/exp_wide.js';

/** ln x of a positive normal double. */
function logWide(x: number): number {
  let power = 0, m = x;
  while (m > Math.SQRT2) { m /= 2; power++; }
  while (m < Math.SQRT1_2) { m *= 2; power--; }
  // 2 atanh(s), |s| below 0.172: 13 terms reach 2^-66.
  const s = (m - 1) / (m + 1), z = s * s;
  let sum = 0;
  for (let k = 25; k >= 1; k -= 2) sum = sum * z + 1 / k;
  return power * Math.LN2 + 2 * s * sum;
}

/** pi / 2 in three parts, the first two of 33 bits: their products with a number below 2^20 are exact. */
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;

/** Cosine and sine of 0 to 2^20. */
function cosSin(angle: number): readonly [number, number] {
  const quarter = Math.floor(angle / (Math.PI / 2) + 0.5), x = angle - quarter * halfPi[0] - quarter * halfPi[1] - quarter * halfPi[2], z = -x * x;
  let c = 0, s = 0;
  for (let k = 20; k >= 2; k -= 2) {
    c = (c + 1) * z / (k * (k - 1));
    s = (s + 1) * z / (k * (k + 1));
  }
  const cos = 1 + c, sin = x + x * s;
  switch (quarter & 3) {
    case 0: return [cos, sin];
    case 1: return [-sin, cos];
    case 2: return [-cos, -sin];
    default: return [sin, -cos];
  }
}

/** [positions][headWidth / 2] each: of position * theta^(-2j / headWidth). */
export function rotaryTables(headWidth: number, positions: number, theta: number): { readonly cos: Float32Array; readonly sin: Float32Array } {
  const half = headWidth / 2, cos = new Float32Array(positions * half), sin = new Float32Array(positions * half), logTheta = logWide(theta);
  const frequencies = Array.from({ length: half }, (_, j) => expWide((-2 * j / headWidth) * logTheta));
  for (let position = 0; position < positions; position++)
    frequencies.forEach((frequency, j) => {
      const [c, s] = cosSin(position * frequency);
      cos[position * half + j] = c;
      sin[position * half + j] = s;
    });
  return { cos, sin };
}
