/** Broadcasting: operands whose extents are 1, or missing in front, are repeated to the shape of the result. */
import { elementCount, type Operands, type Value } from '../ir/graph.js';

/** One loop over the result: how many turns, and how far each operand moves a turn (0 where it is repeated). */
export interface BroadcastLoop {
  readonly extent: number;
  readonly steps: readonly number[];
}

/** The most dimensions that TFLM broadcasts (BroadcastAdd6DSlow and its like). */
export const broadcastRank = 6;

/** Loops from the outermost to the innermost; neighbours that all operands walk as one are one loop. Never empty. */
export function broadcastLoops(operands: readonly (readonly number[])[], result: readonly number[]): readonly BroadcastLoop[] {
  const extents = operands.map((shape) => [...Array.from({ length: result.length - shape.length }, () => 1), ...shape]);
  const loops: BroadcastLoop[] = [];
  const inner = operands.map(() => 1);
  for (let at = result.length - 1; at >= 0; at--) {
    const extent = result[at] ?? 1;
    const steps = extents.map((shape, operand) => (shape[at] === 1 ? 0 : inner[operand] ?? 1));
    extents.forEach((shape, operand) => { inner[operand] = (inner[operand] ?? 1) * (shape[at] ?? 1); });
    const [outer] = loops;
    if (extent === 1) continue;
    if (outer !== undefined && steps.every((step, operand) => step === (outer.steps[operand] ?? 0) * outer.extent))
      loops[0] = { extent: outer.extent * extent, steps: outer.steps };
    else loops.unshift({ extent, steps });
  }
  return loops.length > 0 ? loops : [{ extent: 1, steps: operands.map(() => 0) }];
}

/** Refuses shapes that do not broadcast to the result's. */
export function checkBroadcast<A>(o: Operands<A>, operands: readonly Value[], result: Value): void {
  const shapes = operands.map(({ type }) => type.shape), out = result.type.shape;
  o.require(out.length <= broadcastRank, `at most ${broadcastRank} dimensions`);
  const extentAt = (shape: readonly number[], fromEnd: number): number => shape[shape.length - 1 - fromEnd] ?? 1;
  const fits = shapes.every((shape) => shape.length <= out.length)
    && out.every((_, at) => {
      const extents = shapes.map((shape) => extentAt(shape, at)), largest = extents.find((extent) => extent !== 1) ?? 1;
      return extents.every((extent) => extent === 1 || extent === largest) && extentAt(out, at) === largest;
    });
  o.require(fits, `operands that broadcast to the output: ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')} to [${out.join(', ')}]`);
}

/** Calls `visit` for every element of the result in order, with each operand's index. */
export function forEachBroadcast(loops: readonly BroadcastLoop[], visit: (at: number, left: number, right: number, third: number) => void): void {
  const count = elementCount(loops.map(({ extent }) => extent));
  for (let at = 0; at < count; at++) {
    let rest = at, left = 0, right = 0, third = 0;
    for (let loop = loops.length - 1; loop >= 0; loop--) {
      const { extent, steps } = loops[loop]!, index = rest % extent;
      rest = Math.floor(rest / extent);
      left += index * (steps[0] ?? 0);
      right += index * (steps[1] ?? 0);
      third += index * (steps[2] ?? 0);
    }
    visit(at, left, right, third);
  }
}
