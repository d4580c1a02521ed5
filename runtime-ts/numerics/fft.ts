/**
 * The FFT of real numbers that TensorFlow Lite Micro's signal library uses (KISS FFT): decimation in time with the radixes 4, 2, 3 and 5 (others
 * need a heap there, and are refused), two real numbers packed in a complex one. Integers are scaled down in every stage and rounded after every product; the order of
 * operations is kept, so that integers are equal in every bit. Complex numbers are pairs of neighbours in an array.
 */

export type FftElement = 'i16' | 'i32' | 'f32';
export type FftArray = Int16Array | Int32Array | Float32Array;

/** What a transform of `2 * length` real numbers needs; the same tables as the C kernels'. */
export interface FftPlan {
  readonly element: FftElement;
  readonly inverse: boolean;
  /** Complex numbers. */
  readonly length: number;
  /** [radix, what is left of the length] of every stage, outermost first. */
  readonly factors: readonly (readonly [number, number])[];
  /** exp(-2 pi i k / length), conjugated for the inverse: [length][2]. */
  readonly twiddles: FftArray;
  /** exp(-pi i ((k + 1) / length + 1/2)), conjugated for the inverse: [length / 2][2]. */
  readonly superTwiddles: FftArray;
}

export function fftArray(element: FftElement, count: number): FftArray {
  return element === 'i16' ? new Int16Array(count) : element === 'i32' ? new Int32Array(count) : new Float32Array(count);
}

/** The stages of a complex transform, 4 before 2, 3 and 5 as in kf_factor; undefined where another radix is left, or nothing to do. */
function factorsOf(length: number): FftPlan['factors'] | undefined {
  const factors: (readonly [number, number])[] = [];
  let left = length;
  for (const radix of [4, 2, 3, 5])
    for (; left % radix === 0; left /= radix) factors.push([radix, left / radix]);
  return left === 1 && factors.length > 0 ? factors : undefined;
}

/** Whether there is a transform of so many real numbers. */
export function hasFft(samples: number): boolean {
  return samples % 2 === 0 && factorsOf(samples / 2) !== undefined;
}

/** A plan for `samples` real numbers, for which `hasFft` holds. */
export function fftPlan(element: FftElement, samples: number, inverse: boolean): FftPlan {
  const length = samples / 2, factors = factorsOf(length), one = element === 'i16' ? 32767 : 2147483647;
  const turn = (phases: readonly number[]): FftArray => {
    const table = fftArray(element, 2 * phases.length);
    phases.forEach((phase, at) => {
      const angle = inverse ? -phase : phase, store = (x: number): number => (element === 'f32' ? x : Math.floor(0.5 + one * x));
      table[2 * at] = store(Math.cos(angle));
      table[2 * at + 1] = store(Math.sin(angle));
    });
    return table;
  };
  if (factors === undefined) throw new Error(`no transform of ${samples} numbers`);
  return {
    element, inverse, length, factors,
    twiddles: turn(Array.from({ length }, (_, at) => (-2 * Math.PI * at) / length)),
    superTwiddles: turn(Array.from({ length: Math.floor(length / 2) }, (_, at) => -Math.PI * ((at + 1) / length + 0.5))),
  };
}

/** The arithmetic of one type. Results are stored in typed arrays, which wrap integers around. */
interface Arithmetic {
  /** a b + sign c d, as stored. */
  readonly products: (a: number, b: number, c: number, d: number, sign: 1 | -1) => number;
  readonly product: (a: number, b: number) => number;
  /** What a number is divided by `radix` before a stage; floats are not scaled. */
  readonly scaled: (x: number, radix: number) => number;
  readonly half: (x: number) => number;
  readonly add: (a: number, b: number) => number;
}

const f = Math.fround;

const int16: Arithmetic = {
  products: (a, b, c, d, sign) => (((a * b + sign * c * d + (1 << 14)) | 0) >> 15) << 16 >> 16,
  product: (a, b) => ((a * b + (1 << 14)) >> 15) << 16 >> 16,
  scaled: (x, radix) => ((x * Math.trunc(32767 / radix) + (1 << 14)) >> 15) << 16 >> 16,
  half: (x) => x >> 1, add: (a, b) => a + b,
};

const round31 = (x: bigint): number => Number(BigInt.asIntN(32, (x + (1n << 30n)) >> 31n));
const int32: Arithmetic = {
  products: (a, b, c, d, sign) => round31(BigInt.asIntN(64, BigInt(a) * BigInt(b) + BigInt(sign) * BigInt(c) * BigInt(d))),
  product: (a, b) => round31(BigInt(a) * BigInt(b)),
  scaled: (x, radix) => round31(BigInt(x) * BigInt(Math.trunc(2147483647 / radix))),
  half: (x) => x >> 1, add: (a, b) => (a + b) | 0,
};

const float32: Arithmetic = {
  products: (a, b, c, d, sign) => f(f(a * b) + sign * f(c * d)), product: (a, b) => f(a * b),
  scaled: (x) => x, half: (x) => f(x * 0.5), add: (a, b) => f(a + b),
};

const arithmetic: Readonly<Record<FftElement, Arithmetic>> = { i16: int16, i32: int32, f32: float32 };

/** The complex transform of `input`, `plan.length` numbers, into `output`. */
function complexFft(plan: FftPlan, input: FftArray, output: FftArray): void {
  const { length, factors } = plan;
  for (let at = 0; at < length; at++) {
    let left = at, from = 0, step = 1;
    for (const [radix, rest] of factors) {
      from += Math.floor(left / rest) * step;
      left %= rest;
      step *= radix;
    }
    output[2 * at] = input[2 * from]!;
    output[2 * at + 1] = input[2 * from + 1]!;
  }
  let step = length;
  for (const [radix, rest] of [...factors].reverse()) {
    step /= radix;
    for (let block = 0; block < length; block += radix * rest) for (let u = 0; u < rest; u++) butterfly(plan, output, block + u, rest, radix, step, u);
  }
}

/** One butterfly of `radix` numbers, `rest` apart, the u-th of its block; `step` apart are its twiddles. */
function butterfly(plan: FftPlan, x: FftArray, at: number, rest: number, radix: number, step: number, u: number): void {
  const { products, product, scaled, half, add } = arithmetic[plan.element], { twiddles: tw } = plan;
  // Numbers of this butterfly as they are stored, so that they wrap around where C's do.
  const re = fftArray(plan.element, radix), im = fftArray(plan.element, radix);
  const load = (q: number, twiddle: number): void => {
    const r = scaled(x[2 * (at + q * rest)]!, radix), i = scaled(x[2 * (at + q * rest) + 1]!, radix);
    if (twiddle < 0) { re[q] = r; im[q] = i; return; }
    const tr = tw[2 * twiddle]!, ti = tw[2 * twiddle + 1]!;
    re[q] = products(r, tr, i, ti, -1);
    im[q] = products(r, ti, i, tr, 1);
  };
  const store = (q: number, r: number, i: number): void => { x[2 * (at + q * rest)] = r; x[2 * (at + q * rest) + 1] = i; };
  for (let q = 0; q < radix; q++) load(q, q === 0 ? -1 : q * u * step);
  const wrap = (value: number): number => (plan.element === 'i16' ? (value << 16) >> 16 : plan.element === 'i32' ? value | 0 : f(value));
  if (radix === 2) {
    store(1, add(re[0]!, -re[1]!), add(im[0]!, -im[1]!));
    store(0, add(re[0]!, re[1]!), add(im[0]!, im[1]!));
  } else if (radix === 4) {
    const dr = wrap(add(re[0]!, -re[2]!)), di = wrap(add(im[0]!, -im[2]!)), sr = wrap(add(re[0]!, re[2]!)), si = wrap(add(im[0]!, im[2]!));
    const er = wrap(add(re[1]!, re[3]!)), ei = wrap(add(im[1]!, im[3]!)), gr = wrap(add(re[1]!, -re[3]!)), gi = wrap(add(im[1]!, -im[3]!));
    store(2, add(sr, -er), add(si, -ei));
    store(0, add(sr, er), add(si, ei));
    const sign = plan.inverse ? -1 : 1;
    store(1, add(dr, sign * gi), add(di, -sign * gr));
    store(3, add(dr, -sign * gi), add(di, sign * gr));
  } else if (radix === 3) {
    const epi = tw[2 * step * rest + 1]!;
    const sr = wrap(add(re[1]!, re[2]!)), si = wrap(add(im[1]!, im[2]!)), dr = product(wrap(add(re[1]!, -re[2]!)), epi), di = product(wrap(add(im[1]!, -im[2]!)), epi);
    const mr = wrap(add(re[0]!, -half(sr))), mi = wrap(add(im[0]!, -half(si)));
    store(0, add(re[0]!, sr), add(im[0]!, si));
    store(2, add(mr, di), add(mi, -dr));
    store(1, add(mr, -di), add(mi, dr));
  } else {
    const ar = tw[2 * step * rest]!, ai = tw[2 * step * rest + 1]!, br = tw[4 * step * rest]!, bi = tw[4 * step * rest + 1]!;
    const s7r = wrap(add(re[1]!, re[4]!)), s7i = wrap(add(im[1]!, im[4]!)), s10r = wrap(add(re[1]!, -re[4]!)), s10i = wrap(add(im[1]!, -im[4]!));
    const s8r = wrap(add(re[2]!, re[3]!)), s8i = wrap(add(im[2]!, im[3]!)), s9r = wrap(add(re[2]!, -re[3]!)), s9i = wrap(add(im[2]!, -im[3]!));
    const r0 = re[0]!, i0 = im[0]!;
    store(0, add(r0, add(s7r, s8r)), add(i0, add(s7i, s8i)));
    const s5r = wrap(add(add(r0, product(s7r, ar)), product(s8r, br))), s5i = wrap(add(add(i0, product(s7i, ar)), product(s8i, br)));
    const s6r = wrap(add(product(s10i, ai), product(s9i, bi))), s6i = wrap(add(-product(s10r, ai), -product(s9r, bi)));
    store(1, add(s5r, -s6r), add(s5i, -s6i));
    store(4, add(s5r, s6r), add(s5i, s6i));
    const s11r = wrap(add(add(r0, product(s7r, br)), product(s8r, ar))), s11i = wrap(add(add(i0, product(s7i, br)), product(s8i, ar)));
    const s12r = wrap(add(-product(s10i, bi), product(s9i, ai))), s12i = wrap(add(product(s10r, bi), -product(s9r, ai)));
    store(2, add(s11r, s12r), add(s11i, s12i));
    store(3, add(s11r, -s12r), add(s11i, -s12i));
  }
}

/** `2 * plan.length` real numbers to `plan.length + 1` complex ones (kiss_fftr). */
export function realFft(plan: FftPlan, samples: FftArray, spectrum: FftArray): void {
  const { products, scaled, half, add } = arithmetic[plan.element], { length: n, superTwiddles: tw } = plan, packed = fftArray(plan.element, 2 * n);
  complexFft(plan, samples, packed);
  const r0 = scaled(packed[0]!, 2), i0 = scaled(packed[1]!, 2);
  spectrum[0] = add(r0, i0);
  spectrum[2 * n] = add(r0, -i0);
  spectrum[1] = 0;
  spectrum[2 * n + 1] = 0;
  const [fr, fi, gr, gi] = [0, 1, 2, 3].map(() => fftArray(plan.element, 1)) as [FftArray, FftArray, FftArray, FftArray];
  for (let k = 1; k <= n / 2; k++) {
    const ar = scaled(packed[2 * k]!, 2), ai = scaled(packed[2 * k + 1]!, 2), br = scaled(packed[2 * (n - k)]!, 2), bi = scaled(wrapNegative(plan, packed[2 * (n - k) + 1]!), 2);
    fr[0] = add(ar, br); fi[0] = add(ai, bi); gr[0] = add(ar, -br); gi[0] = add(ai, -bi);
    const tr = products(gr[0], tw[2 * k - 2]!, gi[0], tw[2 * k - 1]!, -1), ti = products(gr[0], tw[2 * k - 1]!, gi[0], tw[2 * k - 2]!, 1);
    spectrum[2 * k] = half(add(fr[0], tr));
    spectrum[2 * k + 1] = half(add(fi[0], ti));
    spectrum[2 * (n - k)] = half(add(fr[0], -tr));
    spectrum[2 * (n - k) + 1] = half(add(ti, -fi[0]));
  }
}

/** `plan.length + 1` complex numbers to `2 * plan.length` real ones, not divided by their number (kiss_fftri). */
export function inverseRealFft(plan: FftPlan, spectrum: FftArray, samples: FftArray): void {
  const { products, scaled, add } = arithmetic[plan.element], { length: n, superTwiddles: tw } = plan, packed = fftArray(plan.element, 2 * n);
  packed[0] = add(spectrum[0]!, spectrum[2 * n]!);
  packed[1] = add(spectrum[0]!, -spectrum[2 * n]!);
  packed[0] = scaled(packed[0], 2);
  packed[1] = scaled(packed[1], 2);
  const [er, ei, dr, di] = [0, 1, 2, 3].map(() => fftArray(plan.element, 1)) as [FftArray, FftArray, FftArray, FftArray];
  for (let k = 1; k <= n / 2; k++) {
    const ar = scaled(spectrum[2 * k]!, 2), ai = scaled(spectrum[2 * k + 1]!, 2), br = scaled(spectrum[2 * (n - k)]!, 2), bi = scaled(wrapNegative(plan, spectrum[2 * (n - k) + 1]!), 2);
    er[0] = add(ar, br); ei[0] = add(ai, bi); dr[0] = add(ar, -br); di[0] = add(ai, -bi);
    const or = products(dr[0], tw[2 * k - 2]!, di[0], tw[2 * k - 1]!, -1), oi = products(dr[0], tw[2 * k - 1]!, di[0], tw[2 * k - 2]!, 1);
    packed[2 * k] = add(er[0], or);
    packed[2 * k + 1] = add(ei[0], oi);
    packed[2 * (n - k)] = add(er[0], -or);
    packed[2 * (n - k) + 1] = add(ei[0], -oi);
    packed[2 * (n - k) + 1] = -packed[2 * (n - k) + 1]!;
  }
  complexFft(plan, packed, samples);
}

function wrapNegative(plan: FftPlan, x: number): number {
  return plan.element === 'i16' ? (-x << 16) >> 16 : plan.element === 'i32' ? -x | 0 : -x;
}
