/** DEPTH_TO_SPACE, SPACE_TO_DEPTH, SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND: blocks of positions become channels or batches, and back. */
import type { Operands } from '../ir/graph.js';
import { defineMovement, moveLoops, stridesOf, type Move } from './movement.js';

export interface BlockAttrs { readonly block: number }

const elements = ['i8', 'f32'] as const;

/** Loops over [batch][row][row in block][column][column in block][channel], with the steps of the wide and of the deep tensor. */
function depthLoops(wide: readonly number[], deep: readonly number[], block: number) {
  const [batches = 1, rows = 1, columns = 1] = deep, channels = wide[3] ?? 1;
  const [wideBatch = 0, wideRow = 0, wideColumn = 0] = stridesOf(wide), [deepBatch = 0, deepRow = 0, deepColumn = 0] = stridesOf(deep);
  return {
    extents: [batches, rows, block, columns, block, channels],
    wide: [wideBatch, block * wideRow, wideRow, block * wideColumn, wideColumn, 1],
    deep: [deepBatch, deepRow, block * channels, deepColumn, channels, 1],
  };
}

function checkDepth(o: Operands<BlockAttrs>, wide: readonly number[], deep: readonly number[]): void {
  const { block } = o.attrs, [batches = 0, rows = 0, columns = 0, channels = 0] = deep;
  o.require(wide.length === 4 && deep.length === 4, 'an input and an output of rank 4');
  o.require(block > 0, 'a block size above 0');
  const expected = [batches, rows * block, columns * block, channels / block ** 2];
  o.require(expected.join() === wide.join(), `shapes that differ by blocks of ${block} x ${block}; they are [${wide.join(', ')}] and [${deep.join(', ')}]`);
}

/** micro/kernels/depth_to_space.cc */
export const depthToSpace = defineMovement<BlockAttrs>({
  name: 'depth_to_space', elements,
  check: (o) => checkDepth(o, o.output(0).type.shape, o.input(0).type.shape),
  moves(o) {
    const { extents, wide, deep } = depthLoops(o.output(0).type.shape, o.input(0).type.shape, o.attrs.block);
    return [{ input: 0, output: 0, inputStart: 0, outputStart: 0, loops: moveLoops(extents, deep, wide) }];
  },
});

/** micro/kernels/space_to_depth.cc */
export const spaceToDepth = defineMovement<BlockAttrs>({
  name: 'space_to_depth', elements,
  check: (o) => checkDepth(o, o.input(0).type.shape, o.output(0).type.shape),
  moves(o) {
    const { extents, wide, deep } = depthLoops(o.input(0).type.shape, o.output(0).type.shape, o.attrs.block);
    return [{ input: 0, output: 0, inputStart: 0, outputStart: 0, loops: moveLoops(extents, wide, deep) }];
  },
});

/** [batch][height][width][depth]; a tensor of rank 3 has a width of 1 (reference/space_to_batch_nd.h, ExtendShapeSpaceToBatch). */
const asImage = (shape: readonly number[]): readonly number[] => (shape.length === 3 ? [shape[0] ?? 1, shape[1] ?? 1, 1, shape[2] ?? 1] : shape);

/** Block extents and what is added (or cropped) above and on the left. */
function batchBlocks(o: Operands<null>, role: string) {
  const block = o.constant(1, 'block shape'), edges = o.constant(2, role);
  return { block: [block[0] ?? 1, block[1] ?? 1] as const, top: edges[0] ?? 0, left: edges[2] ?? 0, edges, dimensions: block.length };
}

/** The copies between `wide` [batch] and `narrow` [block row][block column][batch]; `top` and `left` are positions of wide's frame that it lacks. */
function batchMoves(wideShape: readonly number[], narrowShape: readonly number[], block: readonly [number, number], top: number, left: number) {
  const wide = asImage(wideShape), narrow = asImage(narrowShape), wideSteps = stridesOf(wide), narrowSteps = stridesOf(narrow);
  const [batches = 1, height = 1, width = 1, depth = 1] = wide, [, narrowHeight = 1, narrowWidth = 1] = narrow;
  /** Narrow indexes whose place in wide exists: first, count, and that place. */
  const range = (shift: number, size: number, before: number, extent: number, count: number) => {
    const first = Math.max(0, Math.ceil((before - shift) / size)), end = Math.min(count, Math.ceil((extent + before - shift) / size));
    return { first, count: Math.max(0, end - first), at: first * size + shift - before };
  };
  return Array.from({ length: block[0] * block[1] }, (_, part) => {
    const rows = range(Math.floor(part / block[1]), block[0], top, height, narrowHeight), columns = range(part % block[1], block[1], left, width, narrowWidth);
    const extents = [batches, rows.count, columns.count, depth], [wb = 0, wr = 0, wc = 0] = wideSteps, [nb = 0, nr = 0, nc = 0] = narrowSteps;
    return {
      extents, wideStart: rows.at * wr + columns.at * wc, narrowStart: part * batches * nb + rows.first * nr + columns.first * nc,
      wide: [wb, block[0] * wr, block[1] * wc, 1], narrow: [nb, nr, nc, 1],
    };
  }).filter(({ extents }) => extents.every((extent) => extent > 0));
}

function checkBatch(o: Operands<null>, wide: readonly number[], narrow: readonly number[], role: string): void {
  const { block, edges, dimensions } = batchBlocks(o, role), a = asImage(wide), b = asImage(narrow);
  o.require([3, 4].includes(wide.length) && wide.length === narrow.length && dimensions === wide.length - 2, 'tensors of rank 3 or 4, and a block size for each dimension between batch and channels');
  o.require(edges.every((edge) => edge >= 0) && block.every((size) => size > 0), `${role} of 0 or more, and block sizes above 0`);
  const extent = (at: 0 | 1): number => (a[at + 1] ?? 0) + (at < dimensions ? ((edges[2 * at] ?? 0) + (edges[2 * at + 1] ?? 0)) : 0);
  const expected = [(a[0] ?? 0) * block[0] * block[1], extent(0) / block[0], extent(1) / block[1], a[3] ?? 0];
  o.require(expected.join() === b.join(), `shapes that fit the blocks [${block.slice(0, dimensions).join(', ')}] and the ${role}; they are [${wide.join(', ')}] and [${narrow.join(', ')}]`);
}

export const spaceToBatchNd = defineMovement<null>({
  name: 'space_to_batch_nd', elements,
  check: (o) => checkBatch(o, o.input(0).type.shape, o.output(0).type.shape, 'paddings'),
  moves(o): readonly Move[] {
    const { block, top, left } = batchBlocks(o, 'paddings');
    return batchMoves(o.input(0).type.shape, o.output(0).type.shape, block, top, left)
      .map((m) => ({ input: 0, output: 0, inputStart: m.wideStart, outputStart: m.narrowStart, loops: moveLoops(m.extents, m.wide, m.narrow) }));
  },
  // TFLM stores zeros, whatever the zero point is (micro/kernels/space_to_batch_nd.cc, Eval).
  fill: () => ({ number: 0 }),
});

export const batchToSpaceNd = defineMovement<null>({
  name: 'batch_to_space_nd', elements,
  check: (o) => checkBatch(o, o.output(0).type.shape, o.input(0).type.shape, 'crops'),
  moves(o): readonly Move[] {
    const { block, top, left } = batchBlocks(o, 'crops');
    return batchMoves(o.output(0).type.shape, o.input(0).type.shape, block, top, left)
      .map((m) => ({ input: 0, output: 0, inputStart: m.narrowStart, outputStart: m.wideStart, loops: moveLoops(m.extents, m.narrow, m.wide) }));
  },
});
