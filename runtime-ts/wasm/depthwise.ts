/** DEPTHWISE_CONV_2D of int8 with one output channel for each input channel: two rows of the window in one multiplication, channels side by side in vectors. */
import { paramsOf, scaleGroup } from './convolution.js';
import { advance, i16x8, i32, i32x4, sequence, v128, type Expression, type Local, type Statement } from './encoder.js';
import type { Plan, Site } from './kernel.js';
import { rescalesOf, type Convolution } from './layers.js';
import { magicConstant, Sink } from './rescale.js';

export function planDepthwise(c: Convolution): Plan {
  return { reads: [c.halo], writes: 'either', emit: (site) => emitDepthwise(c, site) };
}

/** Weights of so many pairs of taps stay in registers. */
const pairsInRegisters = 6;

/** The taps of a longer filter are walked row by row. */
const mostUnrolled = 32;

function emitDepthwise(c: Convolution, { body, layout, input: place, output }: Site): void {
  const input = place(0), pixel = c.outChannels * 2, outPixel = c.outChannels * output.elementBytes, rescales = rescalesOf(c), sink = new Sink(body, output.form, c.limits), magic = magicConstant(body);
  const unrolled = c.filterRows * c.filterColumns <= mostUnrolled, columns = Array.from({ length: c.filterColumns }, (_, column) => column);
  // Taps that one turn takes: all, or those of a row. Two at a time in one multiplication, the last perhaps with zero.
  const taps = unrolled ? Array.from({ length: c.filterRows }, (_, row) => row).flatMap((row) => columns.map((column) => ({ row, column }))) : columns.map((column) => ({ row: 0, column }));
  const turns = unrolled ? 1 : c.filterRows, pairs = Array.from({ length: Math.ceil(taps.length / 2) }, (_, pair) => [taps[pair * 2]!, taps[pair * 2 + 1]] as const);
  const turnBytes = pairs.length * 16, groupBytes = turns * turnBytes, kinds = rescales.map(({ kind }) => kind), weights: number[] = [], params: number[] = [];
  rescales.forEach((_, group) => {
    for (let turn = 0; turn < turns; turn++) for (const pair of pairs) for (let out = group * 4; out < group * 4 + 4; out++) for (const tap of pair)
      weights.push(tap === undefined || out >= c.outChannels ? 0 : c.filter[(out * c.filterRows + tap.row + turn) * c.filterColumns + tap.column]!);
    params.push(...paramsOf(c, rescales, group, 1, kinds[group]!), ...(kinds[group] === 'exact' ? [0, 0, 0, 0, 0, 0, 0, 0] : []));
  });
  const [weightBase, weight, param, rowIn, rowOut, columnIn, from, to, offset] = body.locals('i32', 9) as [Local, Local, Local, Local, Local, Local, Local, Local, Local], [sum, packed] = body.locals('v128', 2) as [Local, Local];
  const held = turns === 1 && pairs.length <= pairsInRegisters ? body.locals('v128', pairs.length) : undefined, [bias, scale, rounding] = body.locals('v128', 3) as [Local, Local, Local];
  body.add(weightBase.set(i32.const(layout.constant(new Uint8Array(Int16Array.from(weights).buffer)))), param.set(i32.const(layout.constant(new Uint8Array(Int32Array.from(params).buffer)))), offset.set(i32.const(0)));

  const load = (tap: { readonly row: number; readonly column: number }): Expression => v128.load64Zero(from.get, tap.row * c.dilationRows * input.rowBytes + tap.column * c.dilationColumns * pixel);
  const products = sequence(...pairs.map(([first, second], at) => sum.set(i32x4.add(sum.get, i32x4.dotI16x8S(
    second === undefined ? i32x4.extendLowU16x8(load(first)) : v128.shuffle(load(first), load(second), [0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23]),
    held?.[at]!.get ?? v128.load(weight.get, at * 16))))));
  const walk = turns === 1 ? products : body.repeat(turns, products, advance(from, c.dilationRows * input.rowBytes), advance(weight, turnBytes));

  const image = (kind: 'float' | 'exact', group: number, valid: number, index: number): Statement => sequence(
    rowIn.set(i32.add(i32.shl(offset.get, i32.const(1)), i32.const(input.address + index * input.imageBytes - c.halo.top * input.rowBytes - c.halo.left * pixel))),
    rowOut.set(i32.add(output.elementBytes === 2 ? i32.shl(offset.get, i32.const(1)) : offset.get, i32.const(output.address + index * output.imageBytes))),
    body.repeat(c.outRows,
      columnIn.set(rowIn.get), to.set(rowOut.get),
      body.repeat(c.outColumns,
        from.set(columnIn.get), ...(held === undefined ? [weight.set(weightBase.get)] : []), sum.set(bias.get), walk,
        scaleGroup(body, sum, rescales[group]!, kind, magic, c.limits, (which) => (which === 1 ? scale : rounding).get),
        packed.set(sink.finish(i16x8.narrowI32x4S(sum.get, sum.get))), sink.storeEight(to, 0, packed, valid),
        advance(columnIn, c.strideColumns * pixel), advance(to, outPixel)),
      advance(rowIn, c.strideRows * input.rowBytes), advance(rowOut, output.rowBytes)),
  );
  const constants = sequence(
    bias.set(v128.load(param.get)), scale.set(v128.load(param.get, 16)), rounding.set(v128.load(param.get, 32)),
    ...(held ?? []).map((local, at) => local.set(v128.load(weightBase.get, at * 16))),
  );
  const next = sequence(advance(weightBase, groupBytes), advance(param, 48), advance(offset, 4));
  for (let group = 0; group < rescales.length;) {
    const kind = kinds[group]!, valid = Math.min(4, c.outChannels - group * 4), first = group;
    let count = 1;
    while (valid === 4 && kind === 'float' && kinds[group + count] === 'float' && c.outChannels - (group + count) * 4 >= 4) count++;
    body.add(body.repeat(count, constants, ...Array.from({ length: c.images }, (_, index) => image(kind, first, valid, index)), next));
    group += count;
  }
}
