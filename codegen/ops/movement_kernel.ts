import { elementBytes, elementCount, viewOf, type Operands } from '../../runtime-ts/ir/graph.js';
import type { Fill, Move, Movement } from '../../runtime-ts/ops/movement.js';
import { list, table, type Kernel, type KernelCall, type KernelParams, type StructField, type View } from './op_slice.js';

/** How many loops bn_move has. */
const rank = 6;

/** A movement as calls of bn_fill and bn_move. */
export function movementKernel<A>(movement: Movement<A>): Kernel<A> {
  return {
    symbol: 'bn_move',
    accepts(o) {
      return movement.moves(o).every((move) => blockOf(o, move).loops.length <= rank) ? true : `takes blocks of ${rank} dimensions at most`;
    },
    call(o) {
      const fill = movement.fill?.(o), moves = movement.moves(o).filter(({ loops }) => loops.every(({ extent }) => extent > 0));
      return [...(fill === undefined ? [] : [fillCall(o, fill)]), ...moves.map((move) => moveCall(o, move))];
    },
  };
}

function fillCall<A>(o: Operands<A>, fill: Fill): KernelCall {
  const output = o.output(0), size = elementBytes(output.type.element), element = new Uint8Array(size);
  if ('number' in fill) viewOf(output.type.element, element)[0] = size === 8 ? BigInt(fill.number) : fill.number;
  else {
    const { storage } = o.input(fill.operand), count = elementCount(output.type.shape);
    // A computed element is copied to every place.
    if (storage.kind !== 'constant') return moveCall(o, { input: fill.operand, output: 0, inputStart: 0, outputStart: 0, loops: [{ extent: count, inputStep: 0, outputStep: 1 }] });
    element.set(storage.bytes.subarray(0, size));
  }
  return {
    symbol: 'bn_fill', params: { count: elementCount(output.type.shape), size, element: table('fill', 'u8', element, `[${size}]`) }, reads: [], writes: [output],
  };
}

/** How a movement's operand and results are parts of one another, where each copy is a run of neighbours. */
export function movementView<A>(movement: Movement<A>): (o: Operands<A>) => View | undefined {
  return (o) => {
    const moves = movement.moves(o), sizeOf = ({ output }: Move): number => elementBytes(o.output(output).type.element);
    const runs = moves.every(({ loops }) => loops.length === 0 || (loops.length === 1 && loops[0]?.inputStep === 1 && loops[0].outputStep === 1));
    if (!runs || movement.fill?.(o) !== undefined || moves.some(({ loops }) => loops.some(({ extent }) => extent === 0))) return undefined;
    const [first] = moves;
    if (first === undefined) return undefined;
    if (o.outputCount === 1 && moves.every(({ inputStart }) => inputStart === 0))
      return { whole: o.output(0), parts: moves.map((move) => ({ value: o.input(move.input), offset: move.outputStart * sizeOf(move) })) };
    const ofOne = moves.every(({ input, outputStart }) => input === first.input && outputStart === 0);
    return ofOne ? { whole: o.input(first.input), parts: moves.map((move) => ({ value: o.output(move.output), offset: move.inputStart * sizeOf(move) })) } : undefined;
  };
}

/** The loops that are left when the innermost is a run of neighbours. */
function blockOf<A>(o: Operands<A>, move: Move) {
  const size = elementBytes(o.output(move.output).type.element), last = move.loops.at(-1);
  const contiguous = last !== undefined && last.inputStep === 1 && last.outputStep === 1;
  return { size, run: contiguous ? last.extent * size : size, loops: contiguous ? move.loops.slice(0, -1) : move.loops };
}

function moveCall<A>(o: Operands<A>, move: Move): KernelCall {
  return { params: moveParams(o, move), reads: [o.input(move.input)], writes: [o.output(move.output)] };
}

/** The fields of bn_move_params. */
export function moveParams<A>(o: Operands<A>, move: Move): KernelParams {
  const { size, run, loops } = blockOf(o, move);
  const items = loops.map(({ extent, inputStep, outputStep }): StructField =>
    ({ kind: 'struct', fields: { extent, input_step: inputStep * size, output_step: outputStep * size } }));
  return {
    input_start: move.inputStart * size, output_start: move.outputStart * size, run, rank: loops.length,
    loops: list(items.length > 0 ? items : [{ kind: 'struct', fields: { extent: 1, input_step: 0, output_step: 0 } }]),
  };
}
