/** Which variant of a layer to measure next, and which to take. Pure: from what was measured. */
import type { Optimize } from '../select/select_kernels.js';
import type { MeasuredVariant, Variant } from '../select/tuning.js';

export interface MeasuredLayer {
  readonly name: string;
  readonly operator: string;
  /** The default first. */
  readonly variants: readonly Variant[];
  readonly measured: readonly MeasuredVariant[];
}

/** Kernels so much slower than the best are not tried in their other forms, which differ by less. */
const hopeless = 1.25;
/** A gain below these is none: readings are exact to four instructions, and bytes of flash have to be worth something. */
const leastGain = 8, leastShare = 0.001, leastShareForFlash = 0.01;

export function sameVariant(a: Variant, b: Variant): boolean {
  return a.kernel === b.kernel && a.form === b.form;
}

/** First every kernel in its first form, then the other forms of those that are near the best; undefined when there is no more to know. */
export function nextVariant({ variants, measured }: MeasuredLayer): Variant | undefined {
  const isMeasured = (variant: Variant): boolean => measured.some((one) => sameVariant(one, variant)), kernels = [...new Set(variants.map(({ kernel }) => kernel))];
  const first = kernels.map((kernel) => variants.find((one) => one.kernel === kernel)).find((one) => one !== undefined && !isMeasured(one));
  if (first !== undefined) return first;
  const least = (kernel: string): number => Math.min(...measured.filter((one) => one.kernel === kernel).map(({ count }) => count)), best = Math.min(...kernels.map(least));
  return variants.find((one) => !isMeasured(one) && least(one.kernel) <= hopeless * best);
}

/** The variant to take instead of the default; undefined where the default is as good. Code counts where no other layer has use for it. */
export function choose({ variants: [first], measured }: Pick<MeasuredLayer, 'variants' | 'measured'>, optimize: Optimize): Variant | undefined {
  const usual = measured.find((one) => first !== undefined && sameVariant(one, first));
  if (usual === undefined) return undefined;
  const bytes = ({ weightBytes, codeBytes, form, kernel }: MeasuredVariant): number => weightBytes + (form === 'specialised' || kernel !== usual.kernel ? codeBytes : 0);
  const gains = (one: MeasuredVariant): boolean => usual.count - one.count > Math.max(leastGain, (bytes(one) > bytes(usual) ? leastShareForFlash : leastShare) * usual.count);
  const candidates = measured.filter((one) => {
    switch (optimize) {
      case 'speed': return gains(one);
      case 'balanced': return gains(one) && bytes(one) <= bytes(usual);
      case 'size': return bytes(one) < bytes(usual) || (bytes(one) === bytes(usual) && gains(one));
    }
  });
  const cost = (one: MeasuredVariant): readonly [number, number] => (optimize === 'size' ? [bytes(one), one.count] : [one.count, bytes(one)]);
  return [...candidates].sort((a, b) => cost(a)[0] - cost(b)[0] || cost(a)[1] - cost(b)[1])[0];
}
