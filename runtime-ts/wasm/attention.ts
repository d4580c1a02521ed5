/** Attention of language models (docs/adr/0013) over keys and values in the memory of the module. */
import type { Operands } from '../ir/graph.js';
import { largestWeight } from '../language_model/arithmetic.js';
import { sqrt } from '../numerics/float32.js';
import { log2OfE } from '../numerics/float32_bits.js';
import type { AttentionAttrs } from '../ops/language_model.js';
import { advance, copyMemory, f32, f32x4, i16x8, i32, i32x4, sequence, v128, type Expression, type Local, type Statement } from './encoder.js';
import type { Plan, Site } from './kernel.js';
import { all, areActivations, byFours, clampedPosition, emitScale, expOf, integers, loadFour, nearest, rounder, smallestLargest, spreadLargest, zero } from './lanes.js';
import { storeBytes } from './rescale.js';

/** LM_ATTENTION over keys and values that are all kept: a position's slot is its number. */
export function planAttention(o: Operands<AttentionAttrs>): Plan | undefined {
  const { cache, slots, context, headWidth } = o.attrs, exact = cache === 'f32';
  if (slots !== context || headWidth < 4 || headWidth > 256 || !areActivations(o, 0, 1, 2, 3)) return undefined;
  return {
    reads: Array.from({ length: o.inputCount }, () => 'plain' as const), writes: 'plain',
    emit(site) {
      // Positions are read by fours and eights, beyond the last one that is kept.
      site.layout.reserve(8 * headWidth * (exact ? 4 : 1));
      if (exact) emitFloatAttention(o.attrs, site);
      else {
        emitStore(o.attrs, site);
        emitAttention(o.attrs, site);
      }
    },
  };
}

/** Lanes are positions for scores and columns for values; every sum goes from left to right, from the oldest position on. */
function emitFloatAttention({ heads, keyValueHeads, headWidth, slots, context }: AttentionAttrs, { body, layout, input, output }: Site): void {
  const weights = layout.reserve(4 * slots + 48), rowBytes = 4 * headWidth;
  const [position, count, query, out, keys, values, at, key, weightAt, from, to] = body.locals('i32', 11) as [Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local];
  const [largest, lanes, x, total] = body.locals('v128', 4) as [Local, Local, Local, Local], dots = body.locals('v128', 2), rows = body.locals('v128', 4), sum = body.local('f32'), e = expOf(body, x);
  const inside = (): Expression => i32x4.ltS(lanes.get, i32x4.splat(count.get));
  const steps = (many: number, ...statements: readonly Statement[]): Statement => sequence(
    at.set(i32.const(0)), lanes.set(integers(0, 1, 2, 3)), weightAt.set(i32.const(weights)), body.loopWhile(i32.ltS(at.get, count.get), ...statements, advance(at, many)),
  );
  const nextFour = sequence(advance(weightAt, 16), lanes.set(i32x4.add(lanes.get, integers(4, 4, 4, 4))));
  /** Four columns of four positions, and what they add to their dot products. */
  const products = (dot: Local, first: number, column: number, columns: number): Statement => {
    const interleave = (a: Local, b: Local, high: boolean): Expression => v128.shuffle(a.get, b.get, (high ? [2, 3] : [0, 1]).flatMap((lane) => [lane, lane + 4].flatMap((l) => [4 * l, 4 * l + 1, 4 * l + 2, 4 * l + 3])));
    const half = (a: Expression, b: Expression, high: boolean): Expression => v128.shuffle(a, b, [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23].map((place) => place + (high ? 8 : 0)));
    const [r0, r1, r2, r3] = rows as [Local, Local, Local, Local];
    return sequence(
      ...rows.map((row, p) => row.set(v128.load(key.get, (first + p) * rowBytes + 4 * column))),
      ...Array.from({ length: columns }, (_, c) => {
        const high = c >= 2, places = half(interleave(r0, r1, high), interleave(r2, r3, high), c % 2 === 1);
        return dot.set(f32x4.add(dot.get, f32x4.mul(v128.load32Splat(query.get, 4 * (column + c)), places)));
      }),
    );
  };
  const scores = sequence(
    key.set(keys.get), largest.set(all(-Infinity)),
    steps(8,
      ...dots.map((dot) => dot.set(zero)),
      ...Array.from({ length: Math.ceil(headWidth / 4) }, (_, block) => dots.map((dot, half) => products(dot, 4 * half, 4 * block, Math.min(4, headWidth - 4 * block)))).flat(),
      ...dots.flatMap((dot) => [
        dot.set(v128.bitselect(f32x4.div(dot.get, all(sqrt(headWidth))), all(-Infinity), inside())), v128.store(weightAt.get, dot.get), largest.set(f32x4.pmax(largest.get, dot.get)), nextFour,
      ]),
      advance(key, 8 * rowBytes)),
    spreadLargest(largest),
  );
  const shares = sequence(
    sum.set(f32.const(0)),
    steps(4,
      x.set(f32x4.sub(v128.load(weightAt.get), largest.get)), e.steps, x.set(v128.and(e.value, inside())), v128.store(weightAt.get, x.get),
      ...[0, 1, 2, 3].map((lane) => sum.set(f32.add(sum.get, f32x4.lane(x.get, lane)))), nextFour),
    total.set(f32x4.splat(sum.get)), steps(4, v128.store(weightAt.get, f32x4.div(v128.load(weightAt.get), total.get)), nextFour),
  );
  // So many vectors of columns at a time that their sums stay in registers.
  const vectors = Math.ceil(headWidth / 4), sums = body.locals('v128', Math.min(8, vectors));
  const sumValues = sequence(...Array.from({ length: Math.ceil(vectors / 8) }, (_, part) => {
    const own = sums.slice(0, Math.min(8, vectors - 8 * part));
    return sequence(
      ...own.map((one) => one.set(zero)), key.set(i32.add(values.get, i32.const(128 * part))),
      steps(1, x.set(v128.load32Splat(weightAt.get)), ...own.map((one, i) => one.set(f32x4.add(one.get, f32x4.mul(x.get, v128.load(key.get, 16 * i))))), advance(key, rowBytes), advance(weightAt, 4)),
      ...own.map((one, i) => storeBytes(out.get, 128 * part + 16 * i, one.get, Math.min(16, rowBytes - 128 * part - 16 * i))),
    );
  }));
  body.add(
    clampedPosition(position, input(3).address, context), count.set(i32.add(position.get, i32.const(1))), query.set(i32.const(input(0).address)), out.set(i32.const(output.address)),
    ...[1, 2].flatMap((operand) => [
      from.set(i32.const(input(operand).address)), to.set(i32.add(i32.mul(position.get, i32.const(rowBytes)), i32.const(input(operand + 3).address))),
      body.repeat(keyValueHeads, copyMemory(to.get, from.get, i32.const(rowBytes)), advance(from, rowBytes), advance(to, slots * rowBytes)),
    ]),
    keys.set(i32.const(input(4).address)), values.set(i32.const(input(5).address)),
    body.repeat(keyValueHeads, body.repeat(heads / keyValueHeads, scores, shares, sumValues, advance(query, rowBytes), advance(out, rowBytes)), advance(keys, slots * rowBytes), advance(values, slots * rowBytes)),
  );
}

/** Keys and values of the position, quantized as quantizeForCache defines it, into their slot. */
function emitStore({ cache, keyValueHeads, headWidth, slots, context }: AttentionAttrs, { body, input }: Site): void {
  const [position, x, at, from, to, scaleTo] = body.locals('i32', 6) as [Local, Local, Local, Local, Local, Local], [largest, bits, inverse, codes] = body.locals('v128', 4) as [Local, Local, Local, Local];
  const laneBytes = [0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  body.add(clampedPosition(position, input(3).address, context));
  for (const [operand, limit] of [[1, 127], [2, cache === 'k8v4' ? 7 : 127]] as const) {
    const isKey = operand === 1, size = f32x4.div(largest.get, all(limit)), row = i32.mul(position.get, i32.const(isKey ? headWidth : 1));
    body.add(
      from.set(i32.const(input(operand).address)), to.set(i32.add(row, i32.const(input(operand + 3).address))), scaleTo.set(i32.add(i32.mul(position.get, i32.const(2)), i32.const(input(operand + 5).address))),
      body.repeat(keyValueHeads,
        x.set(from.get), largest.set(zero), byFours(body, headWidth, [[x, 4]], (count) => largest.set(f32x4.pmax(largest.get, f32x4.abs(loadFour(x, count))))), spreadLargest(largest),
        // The nearest binary16, halves to even; below its normal numbers it counts in steps of 2^-24; 65504 is its largest.
        largest.set(size), bits.set(i32x4.add(largest.get, v128.and(i32x4.shrS(largest.get, 13), integers(1, 1, 1, 1)))),
        bits.set(i32x4.shrS(i32x4.sub(bits.get, integers(...Array<number>(4).fill(0x38000000 - 0xfff))), 13)),
        bits.set(v128.bitselect(nearest(f32x4.mul(largest.get, all(2 ** 24))), bits.get, f32x4.lt(largest.get, all(2 ** -14)))),
        bits.set(v128.bitselect(integers(...Array<number>(4).fill(0x7bff)), bits.get, f32x4.ge(largest.get, all(65504)))),
        i32.store16(scaleTo.get, i32x4.lane(bits.get, 0)),
        inverse.set(f32x4.mul(i32x4.shl(bits.get, 13), all(2 ** 112))), inverse.set(v128.and(f32x4.div(all(1), inverse.get), f32x4.ge(inverse.get, all(2 ** -24)))),
        x.set(from.get), at.set(to.get),
        byFours(body, headWidth, [[x, 4], [at, isKey ? 1 : slots]], (count) => sequence(
          codes.set(nearest(f32x4.pmax(f32x4.pmin(f32x4.mul(v128.load(x.get), inverse.get), all(limit)), all(-limit)))),
          ...(isKey ? [codes.set(v128.shuffle(codes.get, codes.get, laneBytes)), storeBytes(at.get, 0, codes.get, count)]
            : [0, 1, 2, 3].slice(0, count).map((lane) => v128.store8Lane(at.get, codes.get, 4 * lane, lane * slots))),
        )),
        advance(from, 4 * headWidth), advance(to, headWidth * slots), advance(scaleTo, 2 * slots),
      ),
    );
  }
}

/** Of four vectors of four numbers the sums of each, in a vector; the vectors are lost. */
function sumsOfFour(v: readonly Local[]): Expression {
  const even = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27], odd = even.map((place) => place + 4);
  const pairs = (a: Expression, b: Expression): Expression => i32x4.add(v128.shuffle(a, b, even), v128.shuffle(a, b, odd));
  return pairs(pairs(v[0]!.get, v[1]!.get), pairs(v[2]!.get, v[3]!.get));
}

/** Four numbers of binary16, none negative: their bits as a float's are 2^112 times too small. */
const floatOfHalves = (pointer: Local): Expression => f32x4.mul(i32x4.shl(v128.load16x4U(pointer.get), 13), all(2 ** 112));

function emitAttention({ heads, keyValueHeads, headWidth, slots, context }: AttentionAttrs, { body, layout, input, output }: Site): void {
  const sharing = heads / keyValueHeads, blocks = Math.ceil(headWidth / 8), most = largestWeight(slots);
  // Lanes beyond the last position are computed, and kept out; scratch has room for them.
  const codes = layout.reserve(blocks * 16), weights = layout.reserve(4 * slots + 48), numbers = layout.reserve(2 * slots + 48);
  const [position, count, query, out, keys, values, keyScales, valueScales] = body.locals('i32', 8) as [Local, Local, Local, Local, Local, Local, Local, Local];
  const [x, at, key, scaleAt, weightAt, numberAt, row] = body.locals('i32', 7) as [Local, Local, Local, Local, Local, Local, Local];
  const [score, largest, lanes, share, size, r, heaviest, perPower, step, code] = body.locals('v128', 10) as [Local, Local, Local, Local, Local, Local, Local, Local, Local, Local];
  const dots = body.locals('v128', 4), sum = body.local('f32'), { steps: findScale, inverse, scale } = emitScale(body, x, headWidth), few = blocks <= 2 ? body.locals('v128', blocks) : undefined;
  const inside = (): Expression => i32x4.ltS(lanes.get, i32x4.splat(count.get)), fours = (...statements: readonly Statement[]): Statement => sequence(
    at.set(i32.const(0)), lanes.set(integers(0, 1, 2, 3)),
    body.loopWhile(i32.ltS(at.get, count.get), ...statements, lanes.set(i32x4.add(lanes.get, integers(4, 4, 4, 4))), advance(at, 4)),
  );
  const quantizeQuery = sequence(
    x.set(query.get), findScale, x.set(query.get), numberAt.set(i32.const(codes)),
    byFours(body, headWidth, [[x, 4], [numberAt, 2]], (n) => sequence(code.set(nearest(f32x4.mul(loadFour(x, n), inverse.get))), v128.store64Lane(numberAt.get, i16x8.narrowI32x4S(code.get, code.get), 0))),
    perPower.set(f32x4.mul(f32x4.div(scale.get, all(sqrt(headWidth))), all(log2OfE))),
    ...(few ?? []).map((local, block) => local.set(v128.load(i32.const(codes), block * 16))),
  );
  const ofQuery = (block: number): Expression => few?.[block]?.get ?? v128.load(i32.const(codes), block * 16);
  const findScores = sequence(
    key.set(keys.get), scaleAt.set(keyScales.get), weightAt.set(i32.const(weights)), largest.set(all(-Infinity)),
    fours(
      ...dots.map((dot, p) => sequence(...Array.from({ length: blocks }, (_, block) => {
        const product = i32x4.dotI16x8S(v128.load8x8S(key.get, p * headWidth + block * 8), ofQuery(block));
        return dot.set(block === 0 ? product : i32x4.add(dot.get, product));
      }))),
      score.set(v128.bitselect(f32x4.mul(f32x4.convertI32x4S(sumsOfFour(dots)), floatOfHalves(scaleAt)), all(-Infinity), inside())),
      v128.store(weightAt.get, score.get), largest.set(f32x4.pmax(largest.get, score.get)),
      advance(key, 4 * headWidth), advance(scaleAt, 8), advance(weightAt, 16)),
    spreadLargest(largest),
  );
  const weigh = sequence(
    scaleAt.set(valueScales.get), weightAt.set(i32.const(weights)), heaviest.set(zero), sum.set(f32.const(0)),
    fours(
      score.set(f32x4.mul(f32x4.sub(v128.load(weightAt.get), largest.get), perPower.get)), share.set(f32x4.add(score.get, rounder)), size.set(f32x4.sub(share.get, rounder)), r.set(f32x4.sub(score.get, size.get)),
      score.set([0.242611259, 0.693260968, 0.999928057].reduce((s, c) => f32x4.add(f32x4.mul(s, r.get), all(c)), all(0.0551717952))),
      share.set(v128.and(v128.andNot(i32x4.add(score.get, i32x4.shl(share.get, 23)), f32x4.lt(size.get, all(-100))), inside())),
      ...[0, 1, 2, 3].map((lane) => sum.set(f32.add(sum.get, f32x4.lane(share.get, lane)))),
      share.set(f32x4.mul(share.get, floatOfHalves(scaleAt))), v128.store(weightAt.get, share.get), heaviest.set(f32x4.pmax(heaviest.get, share.get)),
      advance(scaleAt, 8), advance(weightAt, 16)),
    v128.store(weightAt.get, zero), spreadLargest(heaviest),
    inverse.set(v128.and(f32x4.div(all(most), heaviest.get), f32x4.ge(heaviest.get, smallestLargest))),
    step.set(v128.and(f32x4.div(f32x4.div(heaviest.get, all(most)), f32x4.splat(sum.get)), f32x4.ge(heaviest.get, smallestLargest))),
  );
  const eights = (...statements: readonly Statement[]): Statement => sequence(at.set(i32.const(0)), body.loopWhile(i32.ltS(at.get, count.get), ...statements, advance(at, 8)));
  const integer = (offset: number): Expression => nearest(f32x4.mul(v128.load(weightAt.get, offset), inverse.get));
  const toIntegers = sequence(
    weightAt.set(i32.const(weights)), numberAt.set(i32.const(numbers)),
    eights(v128.store(numberAt.get, i16x8.narrowI32x4S(integer(0), integer(16))), advance(weightAt, 32), advance(numberAt, 16)),
  );
  // Four rows of values at a time; the last four again where the width is no multiple.
  const fourRows = (offset: Expression): Statement => sequence(
    ...dots.map((dot) => dot.set(zero)), numberAt.set(i32.const(numbers)), key.set(row.get),
    eights(code.set(v128.load(numberAt.get)), ...dots.map((dot, i) => dot.set(i32x4.add(dot.get, i32x4.dotI16x8S(v128.load8x8S(key.get, i * slots), code.get)))), advance(key, 8), advance(numberAt, 16)),
    v128.store(i32.add(out.get, offset), f32x4.mul(f32x4.convertI32x4S(sumsOfFour(dots)), step.get)),
  );
  const whole = Math.floor(headWidth / 4);
  const sumValues = sequence(
    row.set(values.get), x.set(i32.const(0)), body.repeat(whole, fourRows(x.get), advance(x, 16), advance(row, 4 * slots)),
    ...(headWidth % 4 === 0 ? [] : [row.set(i32.add(values.get, i32.const((headWidth - 4) * slots))), fourRows(i32.const(4 * (headWidth - 4)))]),
  );
  body.add(
    clampedPosition(position, input(3).address, context), count.set(i32.add(position.get, i32.const(1))),
    query.set(i32.const(input(0).address)), out.set(i32.const(output.address)), keys.set(i32.const(input(4).address)), values.set(i32.const(input(5).address)),
    keyScales.set(i32.const(input(6).address)), valueScales.set(i32.const(input(7).address)),
    body.repeat(keyValueHeads,
      body.repeat(sharing, quantizeQuery, findScores, weigh, toIntegers, sumValues, advance(query, 4 * headWidth), advance(out, 4 * headWidth)),
      advance(keys, slots * headWidth), advance(values, slots * headWidth), advance(keyScales, 2 * slots), advance(valueScales, 2 * slots)),
  );
}
