/** AVERAGE_POOL_2D and MAX_POOL_2D of int8 whose windows lie inside the image. */
import type { Operands } from '../ir/graph.js';
import { poolRange, type PoolAttrs } from '../ops/average_pool_2d.js';
import { windowPadding } from '../ops/window.js';
import { advance, f32x4, i16x8, i32, i32x4, sequence, v128, type Expression, type Local, type Statement } from './encoder.js';
import type { Plan, Site } from './kernel.js';
import { isInt8Activation, limitsOf } from './layers.js';
import { imageShape, noHalo, zeroPointOf } from './layout.js';
import { floats, lanes32, Sink, splat16 } from './rescale.js';

const f = Math.fround;

/** A float32 reciprocal of which the product with any sum of `count` int8, half of `count` added away from zero, truncates to the mean; undefined: none nearby. */
function reciprocalOf(count: number): number | undefined {
  const half = Math.trunc(count / 2), real = f(1 / count), ulp = 2 ** (Math.floor(Math.log2(real)) - 23);
  const holds = (factor: number): boolean => {
    for (let sum = -128 * count; sum <= 127 * count; sum++) {
      const away = sum > 0 ? sum + half : sum - half;
      if (Math.trunc(f(away * factor)) !== Math.trunc(away / count)) return false;
    }
    return true;
  };
  return [0, 1, 2, 3].map((steps) => f(real + steps * ulp)).find(holds);
}

/** Windows that are inside the image throughout, over int8 that is computed while the model runs. */
function plan(o: Operands<PoolAttrs>, emit: (site: Site) => void): Plan | undefined {
  const input = o.input(0), output = o.output(0), a = o.attrs, padding = windowPadding(a, input, output, a.filterHeight, a.filterWidth);
  const [, inRows, inColumns] = imageShape(input.type.shape), [, rows, columns] = imageShape(output.type.shape);
  const inside = padding.top === 0 && padding.left === 0 && (rows - 1) * a.strideHeight + a.filterHeight <= inRows && (columns - 1) * a.strideWidth + a.filterWidth <= inColumns;
  return isInt8Activation(input) && inside ? { reads: [noHalo], writes: 'either', emit } : undefined;
}

/** The pixels of each window, eight channels at a time: `clear`, `take` for every pixel at `from`, then `result`. */
function overWindows(o: Operands<PoolAttrs>, { body, input: place, output }: Site, clear: Statement, take: (from: Local) => Statement, result: (into: Local) => Statement): void {
  const input = place(0), a = o.attrs, [images, , , channels] = imageShape(input.type.shape), [, rows, columns] = imageShape(output.type.shape), pixel = channels * 2;
  const y = o.perTensor(o.output(0)), sink = new Sink(body, output.form, limitsOf(poolRange(o), y.zeroPoint));
  const [rowIn, rowOut, columnIn, to, from, offset] = body.locals('i32', 6) as [Local, Local, Local, Local, Local, Local], packed = body.local('v128');
  const block = (valid: number): Statement => sequence(...Array.from({ length: images }, (_, image) => sequence(
    rowIn.set(i32.add(i32.shl(offset.get, i32.const(1)), i32.const(input.address + image * input.imageBytes))),
    rowOut.set(i32.add(output.elementBytes === 2 ? i32.shl(offset.get, i32.const(1)) : offset.get, i32.const(output.address + image * output.imageBytes))),
    body.repeat(rows,
      columnIn.set(rowIn.get), to.set(rowOut.get),
      body.repeat(columns,
        from.set(columnIn.get), clear,
        body.repeat(a.filterHeight, body.repeat(a.filterWidth, take(from), advance(from, pixel)), advance(from, input.rowBytes - a.filterWidth * pixel)),
        result(packed), packed.set(sink.finish(packed.get)), sink.storeEight(to, 0, packed, valid),
        advance(columnIn, a.strideWidth * pixel), advance(to, channels * output.elementBytes)),
      advance(rowIn, a.strideHeight * input.rowBytes), advance(rowOut, output.rowBytes)),
  )));
  const whole = Math.floor(channels / 8), rest = channels % 8;
  body.add(offset.set(i32.const(0)));
  if (whole > 0) body.add(body.repeat(whole, block(8), advance(offset, 8)));
  if (rest > 0) body.add(block(rest));
}

export function planMaxPool(o: Operands<PoolAttrs>): Plan | undefined {
  // The stored numbers are compared, whatever zero point either tensor says; the check takes only equal ones.
  return plan(o, (site) => {
    const largest = site.body.local('v128');
    overWindows(o, site, largest.set(splat16(-32768)),
      (from) => largest.set(i16x8.maxS(largest.get, v128.load(from.get))), (into) => into.set(largest.get));
  });
}

export function planAveragePool(o: Operands<PoolAttrs>): Plan | undefined {
  const count = o.attrs.filterHeight * o.attrs.filterWidth, reciprocal = count <= 4096 ? reciprocalOf(count) : undefined;
  if (reciprocal === undefined) return undefined;
  return plan(o, (site) => {
    const { body } = site, [low, high, x, sign] = body.locals('v128', 4) as [Local, Local, Local, Local], zeroPoint = zeroPointOf(o.input(0)), half = Math.trunc(count / 2);
    const factor = floats(new Array<number>(4).fill(reciprocal)), all = (value: number): Expression => lanes32([value, value, value, value]);
    // The mean of the stored numbers rounds by their own sign, so that the zero point is put back for it.
    const mean = (sum: Local): Statement => sequence(
      sign.set(i32x4.gtS(sum.get, all(0))),
      // half where the sum is positive, else -half.
      sum.set(i32x4.add(sum.get, v128.bitselect(all(half), all(-half), sign.get))),
      sum.set(i32x4.sub(i32x4.truncF32x4S(f32x4.mul(f32x4.convertI32x4S(sum.get), factor)), all(zeroPoint))),
    );
    overWindows(o, site, sequence(low.set(all(count * zeroPoint)), high.set(all(count * zeroPoint))),
      (from) => sequence(x.set(v128.load(from.get)), low.set(i32x4.add(low.get, i32x4.extendLowI16x8S(x.get))), high.set(i32x4.add(high.get, i32x4.extendHighI16x8S(x.get)))),
      (into) => sequence(mean(low), mean(high), into.set(i16x8.narrowI32x4S(low.get, high.get))));
  });
}
