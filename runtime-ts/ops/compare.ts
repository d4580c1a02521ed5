/**
 * EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS and LESS_EQUAL (micro/kernels/comparisons.cc). Quantized operands are
 * compared after both are scaled to the same unit, which is coarse enough to make neighbours equal now and then. For int16,
 * which only GREATER takes, this is what TFLM's kernel is written to do; builds up to 2026 forget to compute its multipliers.
 */
import type { Element, Op, Operands } from '../ir/graph.js';
import { requantize, toMultiplier, type Multiplier } from '../numerics/fixed_point.js';
import { defineBinary, type Answer2 } from './binary.js';

/** Of a comparison's four outcomes, those that make it true. */
export const outcome = { less: 1, equal: 2, greater: 4, unordered: 8 } as const;

export interface Comparison extends Op<null> {
  /** Sum of the outcomes. */
  readonly outcomes: number;
}

/** Bits that scaling leaves behind the point (kLeftShift). */
export const comparisonUnit = 256;

interface Side { readonly offset: number; readonly multiplier: Multiplier }

export function comparisonQuantization(o: Operands<null>): readonly [Side, Side] {
  const side = (index: number): Side => {
    const { scale, zeroPoint } = o.perTensor(o.input(index));
    return { offset: -zeroPoint, multiplier: toMultiplier(scale) };
  };
  return [side(0), side(1)];
}

function defineComparison(name: string, elements: readonly Element[], outcomes: number): Comparison {
  const holds = (left: number | bigint, right: number | bigint): boolean => {
    const found = left < right ? outcome.less : left === right ? outcome.equal : left > right ? outcome.greater : outcome.unordered;
    return (outcomes & found) !== 0;
  };
  const plain = (): Answer2 => (left, right) => (holds(left, right) ? 1 : 0);
  const scaled = (o: Operands<null>): Answer2 => {
    const [a, b] = comparisonQuantization(o);
    const scale = (x: number, { offset, multiplier }: Side): number => requantize((x + offset) * comparisonUnit, multiplier);
    return (left, right) => (holds(scale(left, a), scale(right, b)) ? 1 : 0);
  };
  const makers = { i8: scaled, i16: scaled, i32: plain, f32: plain, bool: plain } as const;
  const operator = defineBinary<null>({
    name,
    types: Object.fromEntries(Object.entries(makers).filter(([element]) => elements.some((taken) => taken === element))),
    ...(elements.includes('i64') ? { wide: (left, right) => (holds(left, right) ? 1n : 0n) } : {}),
    result: () => 'bool',
    check(o) {
      const { element } = o.input(0).type;
      if (element !== 'i8' && element !== 'i16') return;
      for (const index of [0, 1]) o.require(o.perTensor(o.input(index)).scale < 1, 'operands with scales below 1');
    },
  });
  return { ...operator, outcomes };
}

const ordered: readonly Element[] = ['i8', 'i32', 'i64', 'f32'];
const { less, equal: same, greater: more, unordered } = outcome;

export const equal = defineComparison('equal', [...ordered, 'bool'], same);
export const notEqual = defineComparison('not_equal', [...ordered, 'bool'], less | more | unordered);
export const greater = defineComparison('greater', [...ordered, 'i16'], more);
export const greaterEqual = defineComparison('greater_equal', ordered, more | same);
export const lessThan = defineComparison('less', ordered, less);
export const lessEqual = defineComparison('less_equal', ordered, less | same);
