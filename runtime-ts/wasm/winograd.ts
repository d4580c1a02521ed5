/**
 * CONV_2D of 3 x 3 in steps of 1 with 16 multiplications for four outputs instead of 36: Winograd's F(2 x 2, 3 x 3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", 2015, section 4.1) in integers. The filter's transform is taken four times as large, so that it stays whole; sums are then four times as large as well, and a shift
 * by two gives them back without a rest.
 */
import { lineOfTiles, paramsOf, scaleGroup } from './convolution.js';
import { advance, i16x8, i32, i32x4, sequence, v128, type Expression, type Local, type Statement } from './encoder.js';
import type { Plan, Site } from './kernel.js';
import { rescalesOf, sumsOf, type Convolution } from './layers.js';
import type { Placed } from './layout.js';
import { magicConstant, Sink, storeBytes, type Rescale } from './rescale.js';

/** Rows and columns of a transformed tile. */
const side = 4;
/** The place in a transformed tile whose sum is a part of all four outputs: there the bias goes in. */
const commonPlace = 5;
/** Tiles that go through the three stages together, so that they stay in the first cache. */
const together = 16;

/** undefined: not a layer that gains, or one whose sums might leave int32 when they are four times as large. */
export function planWinograd(c: Convolution): Plan | undefined {
  const { filterRows, filterColumns, strideRows, strideColumns, dilationRows, dilationColumns, outRows, outColumns, inChannels, outChannels } = c;
  if (filterRows !== 3 || filterColumns !== 3 || [strideRows, strideColumns, dilationRows, dilationColumns].some((one) => one !== 1)) return undefined;
  if (outRows % 2 !== 0 || outColumns % 2 !== 0 || outRows * outColumns < 16 || inChannels % 8 !== 0 || outChannels % 8 !== 0) return undefined;
  const rescales = rescalesOf(c), largest = 2 ** 29;
  const fits = c.multipliers.every((_, out) => {
    const { least, most } = sumsOf(c, out), rescale = rescales[out >> 2]!, start = rescale.kind === 'float' ? rescale.channels[out & 3]!.start : 0;
    return Math.min(least, least - start) > -largest && Math.max(most, most - start) < largest;
  });
  return fits ? { reads: [c.halo], writes: 'either', emit: (site) => emitWinograd(c, rescales, site) } : undefined;
}

/** One dimension of the filter's transform, twice as large as Winograd's. */
const stretched = (a: number, b: number, c: number): readonly number[] => [2 * a, a + b + c, a - b + c, 2 * c];

/** The transformed filter: [place][channels of a block][pair of inputs][channel][2]. */
function transformFilter(c: Convolution, groups: number): readonly Int16Array[] {
  const channels = groups * 4, pairs = c.inChannels / 2, blocks = c.outChannels / channels, packed = Array.from({ length: side * side * blocks }, () => new Int16Array(pairs * channels * 2));
  for (let out = 0; out < c.outChannels; out++) for (let inner = 0; inner < c.inChannels; inner++) {
    const g = (row: number, column: number): number => c.filter[((out * 3 + row) * 3 + column) * c.inChannels + inner]!, columns = [0, 1, 2].map((column) => stretched(g(0, column), g(1, column), g(2, column)));
    for (let row = 0; row < side; row++) stretched(columns[0]![row]!, columns[1]![row]!, columns[2]![row]!).forEach((weight, column) => {
      packed[(row * side + column) * blocks + Math.floor(out / channels)]![((inner >> 1) * channels + (out % channels)) * 2 + (inner & 1)] = weight;
    });
  }
  return packed;
}

function emitWinograd(c: Convolution, rescales: readonly Rescale[], site: Site): void {
  const { body, layout, output } = site, input = site.input(0), across = c.outColumns / 2, down = c.outRows / 2;
  // Rows of tiles that go together: as many as divide the image evenly.
  const rows = Array.from({ length: down }, (_, at) => at + 1).filter((one) => down % one === 0 && (one === 1 || one * across <= together)).at(-1) ?? 1;
  const tiles = rows * across, scattered = layout.reserve(side * side * tiles * c.inChannels * 2), gathered = layout.reserve(side * side * tiles * c.outChannels * 4);
  const [batchIn, batchOut] = body.locals('i32', 2) as [Local, Local];
  const stages = [scatter(c, site, input, batchIn, scattered, rows, across), multiply(c, rescales, site, scattered, gathered, tiles), gather(c, rescales, site, batchOut, gathered, rows, across)];
  for (let image = 0; image < c.images; image++) body.add(
    batchIn.set(i32.const(input.address + image * input.imageBytes - c.halo.top * input.rowBytes - c.halo.left * c.inChannels * 2)), batchOut.set(i32.const(output.address + image * output.imageBytes)),
    body.repeat(down / rows, ...stages, advance(batchIn, 2 * rows * input.rowBytes), advance(batchOut, 2 * rows * output.rowBytes)),
  );
}

/** Transforms the image's tiles: [place][tile][channel]. Each row of places takes two rows of the image. */
function scatter(c: Convolution, { body }: Site, input: Placed, batchIn: Local, scattered: number, rows: number, across: number): Statement {
  const [rowIn, from, to] = body.locals('i32', 3) as [Local, Local, Local], pixel = c.inChannels * 2, placeBytes = rows * across * pixel, row = body.locals('v128', side);
  const load = (y: number, x: number): Expression => v128.load(from.get, y * input.rowBytes + x * pixel);
  const vertical = [(x: number) => i16x8.sub(load(0, x), load(2, x)), (x: number) => i16x8.add(load(1, x), load(2, x)), (x: number) => i16x8.sub(load(2, x), load(1, x)), (x: number) => i16x8.sub(load(1, x), load(3, x))];
  const [a, b, d, e] = row as [Local, Local, Local, Local];
  const horizontal = [i16x8.sub(a.get, d.get), i16x8.add(b.get, d.get), i16x8.sub(d.get, b.get), i16x8.sub(b.get, e.get)];
  const eight = sequence(...vertical.flatMap((of, y) => [...row.map((local, x) => local.set(of(x))), ...horizontal.map((value, x) => v128.store(to.get, value, (y * side + x) * placeBytes))]));
  return sequence(rowIn.set(batchIn.get), to.set(i32.const(scattered)), body.repeat(rows,
    from.set(rowIn.get),
    body.repeat(across, body.repeat(c.inChannels / 8, eight, advance(from, 16), advance(to, 16)), advance(from, pixel)),
    advance(rowIn, 2 * input.rowBytes)));
}

/** For each place, the products of all tiles with the transformed filter: [place][tile][channel] of int32. */
function multiply(c: Convolution, rescales: readonly Rescale[], { body, layout }: Site, scattered: number, gathered: number, tiles: number): Statement {
  const all = c.outChannels / 4, groups = [4, 3, 2].find((one) => all % one === 0) ?? 1, blocks = all / groups;
  const biases = rescales.flatMap((rescale, group) => paramsOf(c, rescales, group, 1, rescale.kind).slice(0, 4)), firsts = new Int32Array(side * side * c.outChannels);
  biases.forEach((bias, channel) => { firsts[commonPlace * c.outChannels + channel] = bias * 4; });
  const [weightBase, param, rowIn, rowOut] = body.locals('i32', 4) as [Local, Local, Local, Local];
  const line = lineOfTiles(body, {
    pixels: Math.min(tiles, groups === 4 ? 2 : groups === 3 ? 3 : 4), groups, length: tiles, stepIn: c.inChannels * 2, stepOut: c.outChannels * 4, offsets: [0], pairs: c.inChannels / 2, rowIn, rowOut, weightBase, param,
    finish: (sums, pointer, offset) => sequence(...sums.map((sum, group) => v128.store(pointer.get, sum.get, offset + group * 16))),
  });
  return sequence(
    weightBase.set(i32.const(layout.constants(transformFilter(c, groups)))), param.set(i32.const(layout.constants([firsts]))), rowIn.set(i32.const(scattered)), rowOut.set(i32.const(gathered)),
    body.repeat(side * side,
      body.repeat(blocks, line, advance(weightBase, c.inChannels * groups * 8), advance(param, groups * 16), advance(rowOut, groups * 16)),
      advance(rowIn, tiles * c.inChannels * 2), advance(rowOut, (tiles - 1) * c.outChannels * 4)),
  );
}

/** Transforms sums back into four outputs a tile, and scales them. */
function gather(c: Convolution, rescales: readonly Rescale[], { body, layout, output }: Site, batchOut: Local, gathered: number, rows: number, across: number): Statement {
  const [from, base, rowOut, to, param, offset] = body.locals('i32', 6) as [Local, Local, Local, Local, Local, Local], placeBytes = rows * across * c.outChannels * 4, pixel = c.outChannels * output.elementBytes;
  const sink = new Sink(body, output.form, c.limits), magic = magicConstant(body), packed = body.local('v128'), [x, y, z] = body.locals('v128', 3) as [Local, Local, Local], sums = body.locals('v128', 4);
  const load = (row: number, column: number): Expression => v128.load(from.get, (row * side + column) * placeBytes);
  const add = (...values: readonly Expression[]): Expression => values.reduce((sum, value) => i32x4.add(sum, value));
  // Of both rows of outputs, column by column of places: what each adds to the left and to the right output.
  const column = (at: number, of: readonly [Local, Local]): readonly Statement[] => [
    x.set(load(1, at)), y.set(load(2, at)), z.set(i32x4.sub(x.get, y.get)), x.set(i32x4.add(x.get, y.get)),
    of[0].set(i32x4.add(load(0, at), x.get)), of[1].set(i32x4.sub(z.get, load(3, at))),
  ];
  const part = body.locals('v128', 2) as [Local, Local], [topLeft, topRight, lowLeft, lowRight] = sums as [Local, Local, Local, Local];
  const outputs = sequence(
    ...column(0, [topLeft, lowLeft]),
    ...column(1, part), topLeft.set(add(topLeft.get, part[0].get)), topRight.set(part[0].get), lowLeft.set(add(lowLeft.get, part[1].get)), lowRight.set(part[1].get),
    ...column(2, part), topLeft.set(add(topLeft.get, part[0].get)), topRight.set(i32x4.sub(topRight.get, part[0].get)), lowLeft.set(add(lowLeft.get, part[1].get)), lowRight.set(i32x4.sub(lowRight.get, part[1].get)),
    ...column(3, part), topRight.set(i32x4.sub(topRight.get, part[0].get)), lowRight.set(i32x4.sub(lowRight.get, part[1].get)),
    ...sums.map((sum) => sum.set(i32x4.shrS(sum.get, 2))),
  );
  const bytes = 4 * output.elementBytes;
  const store = (left: Local, right: Local, at: number): readonly Statement[] => [
    packed.set(sink.finish(i16x8.narrowI32x4S(left.get, right.get))), ...(output.form === 'plain' ? [packed.set(sink.narrow(packed.get))] : []),
    storeBytes(to.get, at, packed.get, bytes), storeBytes(to.get, at + pixel, packed.get, bytes, bytes),
  ];
  const group = (rescale: Rescale): Statement => sequence(
    from.set(base.get), rowOut.set(i32.add(batchOut.get, offset.get)),
    body.repeat(rows, to.set(rowOut.get), body.repeat(across,
      outputs, ...sums.map((sum) => scaleGroup(body, sum, rescale, rescale.kind, magic, c.limits, (index) => v128.load(param.get, index * 16))),
      ...store(topLeft, topRight, 0), ...store(lowLeft, lowRight, output.rowBytes), advance(from, c.outChannels * 4), advance(to, 2 * pixel)),
      advance(rowOut, 2 * output.rowBytes)),
    advance(base, 16), advance(param, 48), advance(offset, bytes),
  );
  const parts: Statement[] = [], params = rescales.map((rescale, at) => {
    const all = new Int32Array(12);
    all.set(paramsOf(c, rescales, at, 1, rescale.kind));
    return all;
  });
  for (let first = 0; first < rescales.length;) {
    const rescale = rescales[first]!;
    let count = 1;
    while (rescale.kind === 'float' && rescales[first + count]?.kind === 'float') count++;
    parts.push(body.repeat(count, group(rescale)));
    first += count;
  }
  return sequence(base.set(i32.const(gathered)), param.set(i32.const(layout.constants(params))), offset.set(i32.const(0)), ...parts);
}
