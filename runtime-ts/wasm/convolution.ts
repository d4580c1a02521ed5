/** CONV_2D, FULLY_CONNECTED, and DEPTHWISE_CONV_2D of one input channel: int8 in and out, output channels side by side in vectors. */
import { advance, i32, i32x4, sequence, v128, type Expression, type FunctionBody, type Local, type Statement } from './encoder.js';
import type { Plan, Site, Want } from './kernel.js';
import { rescalesOf, type Convolution } from './layers.js';
import type { Placed } from './layout.js';
import { floats, magicConstant, rescaleExact, rescaleFloat, Sink, type Limits, type Rescale } from './rescale.js';

/** Pixels of a row, or of a column, and groups of four channels that are computed at once. */
export interface Tile { readonly pixels: number; readonly groups: number; readonly vertical: boolean }

/** Sums that stay in registers on x64: V8 has sixteen, and needs some itself. */
const mostSums = 9;
/** With an eighth the time of a turn nearly doubles on V8 11. */
const mostOfPixel = 7;

/** The tile with the least work around its multiplications. `pairs`: multiplications of each sum. */
export function chooseTile(rows: number, columns: number, groups: number, pairs: number): Tile {
  let best: Tile = { pixels: 1, groups: 1, vertical: false }, least = Infinity;
  for (const vertical of [false, true])
    for (let g = 1; g <= Math.min(groups, 8); g++)
      for (let p = 1; p * g <= (p === 1 ? mostOfPixel : mostSums) && p <= (vertical ? rows : columns); p++) {
        const tiles = vertical ? columns * Math.ceil(rows / p) : rows * Math.ceil(columns / p);
        // Products with their additions, loads, and what a turn of the loop takes; then what a tile takes behind it.
        const cost = tiles * Math.ceil(groups / g) * (pairs * (2 * p * g + p + g + 3) + 12 * p * g + 60);
        if (cost < least) [best, least] = [{ pixels: p, groups: g, vertical }, cost];
      }
  return best;
}

/** Blocks of channels that one piece of code computes one after the other. */
interface Blocks { readonly first: number; readonly count: number; readonly groups: number; readonly rescale: Rescale['kind'] }

/** Blocks of at most `groups` groups: those of one kind and size in a row share their code; each that is scaled exactly has its own. */
function blocksOf(rescales: readonly Rescale[], groups: number): readonly Blocks[] {
  const blocks: Blocks[] = [];
  for (let first = 0; first < rescales.length; first += groups) {
    const size = Math.min(groups, rescales.length - first), rescale = rescales.slice(first, first + size).every(({ kind }) => kind === 'float') ? 'float' : 'exact', last = blocks.at(-1);
    if (last !== undefined && rescale === 'float' && last.rescale === 'float' && last.groups === size) blocks[blocks.length - 1] = { ...last, count: last.count + 1 };
    else blocks.push({ first, count: 1, groups: size, rescale });
  }
  return blocks;
}

export function planConvolution(c: Convolution, want: Want = c.halo): Plan {
  return { reads: [want], writes: 'either', emit: (site) => emitConvolution(c, site) };
}

/** The runs of products that lie side by side in the image and in the filter: their offsets from the window's first element, and their length. */
function runsOf(c: Convolution, input: Placed): { readonly offsets: readonly number[]; readonly length: number } {
  if (c.dilationColumns === 1) return { offsets: Array.from({ length: c.filterRows }, (_, row) => row * c.dilationRows * input.rowBytes), length: c.filterColumns * c.inChannels };
  const offset = (tap: number): number => Math.floor(tap / c.filterColumns) * c.dilationRows * input.rowBytes + (tap % c.filterColumns) * c.dilationColumns * c.inChannels * 2;
  return { offsets: Array.from({ length: c.filterRows * c.filterColumns }, (_, tap) => offset(tap)), length: c.inChannels };
}

/** The weights of some groups of channels in reading order: [run][pair][channel], two of a channel side by side. */
function packWeights(c: Convolution, firstChannel: number, channels: number, runs: number, length: number): Int16Array {
  const pairs = Math.ceil(length / 2), packed = new Int16Array(runs * pairs * channels * 2), taps = runs * length;
  for (let lane = 0; lane < channels && firstChannel + lane < c.outChannels; lane++)
    for (let run = 0; run < runs; run++)
      for (let at = 0; at < length; at++) packed[((run * pairs + (at >> 1)) * channels + lane) * 2 + (at & 1)] = c.filter[(firstChannel + lane) * taps + run * length + at]!;
  return packed;
}

function emitConvolution(c: Convolution, { body, layout, input: place, output }: Site): void {
  const input = place(0), rescales = rescalesOf(c), { offsets, length } = runsOf(c, input), pairs = Math.ceil(length / 2);
  // Images of pixels without anything between their rows are one row.
  const flat = c.filterRows === 1 && c.filterColumns === 1 && c.strideRows === 1 && c.strideColumns === 1 && [input, output].every(({ halo }) => Object.values(halo).every((extent) => extent === 0));
  const [images, rows, columns] = flat ? [1, 1, c.images * c.outRows * c.outColumns] : [c.images, c.outRows, c.outColumns];
  const tile = chooseTile(rows, columns, rescales.length, offsets.length * pairs), sink = new Sink(body, output.form, c.limits), constants = magicConstant(body);
  const inRow = { count: columns, stepIn: c.strideColumns * c.inChannels * 2, stepOut: c.outChannels * output.elementBytes };
  const inColumn = { count: rows, stepIn: c.strideRows * input.rowBytes, stepOut: output.rowBytes };
  const [along, across] = tile.vertical ? [inColumn, inRow] : [inRow, inColumn];
  for (const blocks of blocksOf(rescales, tile.groups)) {
    const { groups } = blocks, firsts = Array.from({ length: blocks.count }, (_, block) => (blocks.first + block * groups) * 4);
    const weights = firsts.map((first) => packWeights(c, first, groups * 4, offsets.length, length)), params = firsts.map((first) => Int32Array.from(paramsOf(c, rescales, first / 4, groups, blocks.rescale)));
    const paramBytes = params[0]!.byteLength, weightBytes = weights[0]!.byteLength;
    const [weightBase, param, rowIn, rowOut] = body.locals('i32', 4) as [Local, Local, Local, Local], offset = body.local('i32');
    const block = (valid: number): Statement => {
      const inner = lineOfTiles(body, {
        pixels: tile.pixels, groups, length: along.count, stepIn: along.stepIn, stepOut: along.stepOut, offsets, pairs, rowIn, rowOut, weightBase, param,
        finish: scaleAndStore(body, rescales.slice(blocks.first, blocks.first + groups), blocks.rescale, constants, c.limits, param, groups, sink, valid),
      });
      const image = (at: number): Statement => sequence(
        rowIn.set(i32.const(input.address + at * input.imageBytes - (flat ? 0 : c.halo.top * input.rowBytes + c.halo.left * c.inChannels * 2))),
        rowOut.set(i32.add(offset.get, i32.const(output.address + at * output.imageBytes))),
        body.repeat(across.count, inner, advance(rowIn, across.stepIn), advance(rowOut, across.stepOut)),
      );
      return sequence(...Array.from({ length: images }, (_, index) => image(index)));
    };
    const lastGroups = (c.outChannels - (blocks.first + (blocks.count - 1) * groups) * 4), whole = groups * 4;
    const start = [
      weightBase.set(i32.const(layout.constants(weights))), param.set(i32.const(layout.constants(params))),
      offset.set(i32.const(blocks.first * 4 * output.elementBytes)),
    ];
    const next = [advance(weightBase, weightBytes), advance(param, paramBytes), advance(offset, whole * output.elementBytes)];
    // The last block may end within a group of four.
    const even = lastGroups >= whole ? blocks.count : blocks.count - 1;
    body.add(...start, ...(even > 0 ? [body.repeat(even, block(whole), ...next)] : []), ...(even < blocks.count ? [block(lastGroups)] : []));
  }
}

/** Biases of the groups; then, where they are scaled by float32, scales and offsets. */
export function paramsOf(c: Convolution, rescales: readonly Rescale[], firstGroup: number, groups: number, kind: Rescale['kind']): readonly number[] {
  const start = (group: number, lane: number): number => { const rescale = rescales[group]!; return rescale.kind === 'float' ? rescale.channels[lane]?.start ?? 0 : 0; };
  const biases = Array.from({ length: groups * 4 }, (_, at) => {
    const channel = firstGroup * 4 + at;
    return channel < c.outChannels ? c.biases[channel]! - start(channel >> 2, channel & 3) : 0;
  });
  if (kind === 'exact') return biases;
  const channels = rescales.slice(firstGroup, firstGroup + groups).flatMap((rescale) => (rescale.kind === 'float' ? [0, 1, 2, 3].map((lane) => rescale.channels[lane] ?? { scale: 0, offset: 0 }) : []));
  return [...biases, ...new Int32Array(Float32Array.from([...channels.map(({ scale }) => scale), ...channels.map(({ offset }) => offset)]).buffer)];
}

/** Scales and stores the sums of one pixel, which are in `sums`, at a pointer. */
export type Finish = (sums: readonly Local[], pointer: Local, offset: number) => Statement;

export function scaleAndStore(body: FunctionBody, rescales: readonly Rescale[], kind: Rescale['kind'], magic: Local, limits: Limits, param: Local, groups: number, sink: Sink, valid: number): Finish {
  return (sums, pointer, offset) => sequence(
    ...sums.map((sum, group) => scaleGroup(body, sum, rescales[group]!, kind, magic, limits, (index) => v128.load(param.get, (index * groups + group) * 16))),
    sink.store(body, pointer, offset / sink.elementBytes, sums, valid),
  );
}

/** Scales one group's sums; `loaded(1)`, `loaded(2)`: scales and offsets from the table of the block that is computed. */
export function scaleGroup(body: FunctionBody, sum: Local, rescale: Rescale, kind: Rescale['kind'], magic: Local, limits: Limits, loaded: (index: 1 | 2) => Expression): Statement {
  if (rescale.kind === 'exact') return rescaleExact(body, sum, rescale.multipliers);
  const constant = kind === 'exact', scale = constant ? floats(rescale.channels.map((one) => one.scale)) : loaded(1), offset = constant ? floats(rescale.channels.map((one) => one.offset)) : loaded(2);
  return rescaleFloat(sum, scale, offset, magic, limits);
}

export interface LineOfTiles {
  readonly pixels: number;
  readonly groups: number;
  /** Pixels of the line. */
  readonly length: number;
  /** From one pixel to the next, in bytes. */
  readonly stepIn: number;
  readonly stepOut: number;
  readonly offsets: readonly number[];
  readonly pairs: number;
  readonly rowIn: Local;
  readonly rowOut: Local;
  readonly weightBase: Local;
  /** Points at the biases. */
  readonly param: Local;
  readonly finish: Finish;
}

/** A line of pixels, some at a time; the last tile goes back over pixels that are done, where they do not come out even. */
export function lineOfTiles(body: FunctionBody, r: LineOfTiles): Statement {
  const { pixels, groups } = r, tiles = Math.ceil(r.length / pixels), back = tiles * pixels - r.length;
  const [from, to, weight] = body.locals('i32', 3) as [Local, Local, Local], x = body.local('v128');
  const sums = Array.from({ length: pixels }, () => body.locals('v128', groups)), loaded = pixels === 1 ? [] : body.locals('v128', groups);
  const products = (pair: number): Statement => {
    const w = (group: number): Expression => (pixels === 1 ? v128.load(weight.get, (pair * groups + group) * 16) : loaded[group]!.get);
    return sequence(
      ...loaded.map((local, group) => local.set(v128.load(weight.get, (pair * groups + group) * 16))),
      ...sums.flatMap((row, pixel) => [
        x.set(v128.load32Splat(from.get, pixel * r.stepIn + pair * 4)),
        ...row.map((sum, group) => sum.set(i32x4.add(sum.get, i32x4.dotI16x8S(x.get, w(group))))),
      ]),
    );
  };
  const runs = runLoops(body, r.offsets, r.pairs, groups, from, weight, products);
  const step = (left: Expression | undefined): Statement => {
    const forward = pixels, last = forward - back;
    const by = (bytes: number): Expression => (back === 0 || left === undefined ? i32.const(forward * bytes) : i32.select(i32.const(last * bytes), i32.const(forward * bytes), isTwo(left)));
    return sequence(columnIn.set(i32.add(columnIn.get, by(r.stepIn))), to.set(i32.add(to.get, by(r.stepOut))));
  };
  const columnIn = body.local('i32');
  const oneTile = sequence(
    from.set(columnIn.get), weight.set(r.weightBase.get),
    ...sums.flatMap((row) => row.map((sum, group) => sum.set(v128.load(r.param.get, group * 16)))),
    runs,
    ...sums.map((row, pixel) => r.finish(row, to, pixel * r.stepOut)),
  );
  return sequence(columnIn.set(r.rowIn.get), to.set(r.rowOut.get), body.repeatCounted(tiles, (left) => [oneTile, step(left)]));
}

function isTwo(left: Expression): Expression {
  return i32.eq(left, i32.const(2));
}

/** Walks the runs of a window with `from`, and their weights with `weight`. */
function runLoops(body: FunctionBody, offsets: readonly number[], pairs: number, groups: number, from: Local, weight: Local, products: (pair: number) => Statement): Statement {
  const pairBytes = groups * 16;
  const run = pairs <= unrolledPairs
    ? sequence(...Array.from({ length: pairs }, (_, pair) => products(pair)), advance(from, pairs * 4), advance(weight, pairs * pairBytes))
    : body.repeat(pairs, products(0), advance(from, 4), advance(weight, pairBytes));
  const gaps = offsets.slice(1).map((offset, at) => offset - offsets[at]!), even = gaps.every((gap) => gap === gaps[0]);
  if (even) return body.repeat(offsets.length, run, advance(from, (gaps[0] ?? 0) - pairs * 4));
  return sequence(...offsets.flatMap((_, at) => [run, advance(from, at + 1 < offsets.length ? gaps[at]! - pairs * 4 : 0)]));
}

/** So few pairs of a run are written one after the other; of more, V8 loads too much ahead and runs out of registers. */
const unrolledPairs = 2;
