/** Operators that only move elements: each is a list of copies of blocks, which the reference and the C kernels both follow. */
import { elementCount, type Element, type Op, type Operands, type Tensors, type Value } from '../ir/graph.js';

/** One loop of a copy, in elements; steps may be 0 (repeat) or negative (walk backwards). */
export interface MoveLoop {
  readonly extent: number;
  readonly inputStep: number;
  readonly outputStep: number;
}

/** A copy of one block from an operand to a result, loops from the outermost to the innermost. */
export interface Move {
  readonly input: number;
  readonly output: number;
  readonly inputStart: number;
  readonly outputStart: number;
  readonly loops: readonly MoveLoop[];
}

export interface Movement<A> {
  readonly name: string;
  /** Element types that the operator moves. */
  readonly elements: readonly Element[] | 'any';
  check?(o: Operands<A>): void;
  moves(o: Operands<A>): readonly Move[];
  /** What fills output 0 before the copies: a stored number, or the index of an operand that holds it. */
  fill?(o: Operands<A>): Fill;
}

export type Fill = { readonly number: number } | { readonly operand: number };

/** How far apart neighbours of each dimension are. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  return shape.map((_, at) => elementCount(shape.slice(at + 1)));
}

/** Loops over `extents` with the strides of two buffers; loops that both walk as one are joined. */
export function moveLoops(extents: readonly number[], inputSteps: readonly number[], outputSteps: readonly number[]): readonly MoveLoop[] {
  const loops: MoveLoop[] = [];
  extents.forEach((extent, at) => {
    const inputStep = inputSteps[at] ?? 0, outputStep = outputSteps[at] ?? 0, last = loops.at(-1);
    if (extent === 1) return;
    if (last !== undefined && last.inputStep === inputStep * extent && last.outputStep === outputStep * extent)
      loops[loops.length - 1] = { extent: last.extent * extent, inputStep, outputStep };
    else loops.push({ extent, inputStep, outputStep });
  });
  return loops;
}

/** The index of an axis that may count from the end; refuses one outside of `rank` dimensions. */
export function axisOf<A>(o: Operands<A>, axis: number, rank: number): number {
  o.require(Number.isInteger(axis) && axis >= -rank && axis < rank, `an axis from ${-rank} to ${rank - 1}; it has ${axis}`);
  return axis < 0 ? axis + rank : axis;
}

export function defineMovement<A>(movement: Movement<A>): Op<A> & Movement<A> {
  return {
    ...movement,

    check(o) {
      const values = Array.from({ length: o.outputCount }, (_, index) => o.output(index));
      const [element] = values.map(({ type }) => type.element);
      o.require(values.every(({ type }) => type.element === element), 'outputs of one type');
      if (movement.elements !== 'any')
        o.require(element !== undefined && movement.elements.includes(element), `elements of type ${movement.elements.join(', ')}; it has ${element}`);
      movement.check?.(o);
      for (const { input, output } of movement.moves(o)) o.require(o.input(input).type.element === o.output(output).type.element, 'inputs of the output\'s type');
    },

    evaluate(o, data) {
      const fill = movement.fill?.(o);
      if (fill !== undefined) fillOutput(o, data, fill);
      for (const move of movement.moves(o)) copy(data, o.input(move.input), o.output(move.output), move);
    },
  };
}

function fillOutput<A>(o: Operands<A>, data: Tensors, fill: Fill): void {
  const y = data.write(o.output(0)), value = 'number' in fill ? fill.number : data.read(o.input(fill.operand))[0] ?? 0;
  for (let at = 0; at < y.length; at++) y[at] = y instanceof BigInt64Array || y instanceof BigUint64Array ? BigInt(value) : Number(value);
}

/** Carries out one move. */
export function copy(data: Tensors, from: Value, to: Value, move: Move): void {
  const x = data.read(from), y = data.write(to);
  const walk = (loop: number, input: number, output: number): void => {
    const { extent, inputStep, outputStep } = move.loops[loop] ?? { extent: 1, inputStep: 0, outputStep: 0 };
    if (loop === move.loops.length) {
      y[output] = x[input]!;
      return;
    }
    for (let at = 0; at < extent; at++) walk(loop + 1, input + at * inputStep, output + at * outputStep);
  };
  if (move.loops.every(({ extent }) => extent > 0)) walk(0, move.inputStart, move.outputStart);
}

/** A block of `extents` between two buffers with these shapes, starting at these indexes. */
export function moveBlock(
  ends: { readonly input: number; readonly output: number }, extents: readonly number[],
  from: { readonly shape: readonly number[]; readonly start?: readonly number[] }, to: { readonly shape: readonly number[]; readonly start?: readonly number[] },
): Move {
  const inputSteps = stridesOf(from.shape), outputSteps = stridesOf(to.shape);
  const startOf = (steps: readonly number[], start: readonly number[] = []): number => steps.reduce((sum, step, at) => sum + step * (start[at] ?? 0), 0);
  return { ...ends, inputStart: startOf(inputSteps, from.start), outputStart: startOf(outputSteps, to.start), loops: moveLoops(extents, inputSteps, outputSteps) };
}
