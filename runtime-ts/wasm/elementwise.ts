/** Kernels that go over memory from one end to the other: changes of form, ADD, tables. */
import { elementCount, type Operands } from '../ir/graph.js';
import { activationRangeFloat, clamp, requantize } from '../numerics/fixed_point.js';
import { addQuantization } from '../ops/add.js';
import type { ArithmeticAttrs } from '../ops/arithmetic.js';
import { advance, copyMemory, f32x4, i16x8, i32, i32x4, sequence, v128, type Expression, type FunctionBody, type Local, type Statement } from './encoder.js';
import type { Plan, Site, Want } from './kernel.js';
import { isInt8Activation } from './layers.js';
import { imageShape, noHalo, zeroPointOf, type Placed } from './layout.js';
import { floats, magicConstant, nearest, roundable, Sink, splat16, stepsOf, storeBytes, toNearest } from './rescale.js';

/** Visits all elements eight at a time: `eight` computes those at the pointers, and stores so many of them. */
function overRows(body: FunctionBody, places: readonly Placed[], eight: (pointers: readonly Local[], count: number) => Statement): void {
  const [images, rows, columns, channels] = imageShape(places[0]!.type.shape), flat = places.every((place) => isFlat(place));
  const [outer, inner, elements] = flat ? [1, 1, images * rows * columns * channels] : [images, rows, columns * channels];
  const starts = body.locals('i32', places.length), pointers = body.locals('i32', places.length), whole = Math.floor(elements / 8), rest = elements % 8;
  const step = (count: number): readonly Statement[] => pointers.map((pointer, at) => advance(pointer, count * places[at]!.elementBytes));
  for (let image = 0; image < outer; image++) body.add(
    ...starts.map((start, at) => start.set(i32.const(places[at]!.address + image * places[at]!.imageBytes))),
    body.repeat(inner,
      ...pointers.map((pointer, at) => pointer.set(starts[at]!.get)),
      ...(whole > 0 ? [body.repeat(whole, eight(pointers, 8), ...step(8))] : []),
      ...(rest === 0 ? [] : [eight(pointers, rest)]),
      ...starts.map((start, at) => advance(start, places[at]!.rowBytes)),
    ),
  );
}

/** Nothing lies between the rows. */
export function isFlat({ halo }: Placed): boolean {
  return Object.values(halo).every((extent) => extent === 0);
}

/** Eight elements as centred int16. */
function loadCentred(place: Placed, pointer: Local, zeroPoint: Expression): Expression {
  return place.form === 'centred' ? v128.load(pointer.get) : i16x8.sub(v128.load8x8S(pointer.get), zeroPoint);
}

/** Changes the form of an int8 value, or copies it to where it has another halo. */
export function emitConversion(body: FunctionBody, from: Placed, to: Placed): void {
  if (from.form === to.form && isFlat(from) && isFlat(to)) {
    body.add(copyMemory(i32.const(to.address), i32.const(from.address), i32.const(elementCount(from.type.shape) * from.elementBytes)));
    return;
  }
  const zeroPoint = zeroPointOf(from), zero = body.local('v128'), sink = new Sink(body, to.form, { low: -128 - zeroPoint, high: 127 - zeroPoint, zeroPoint }), value = body.local('v128');
  body.add(zero.set(splat16(zeroPoint)));
  overRows(body, [from, to], ([source, target], count) => sequence(
    value.set(to.form === 'centred' ? loadCentred(from, source!, zero.get) : sink.finish(loadCentred(from, source!, zero.get))),
    sink.storeEight(target!, 0, value, count),
  ));
}

/** RESHAPE and its like: the same elements in a row. */
export function planCopy(o: Operands<unknown>, wants: readonly Want[]): Plan | undefined {
  const input = o.input(0), output = o.output(0);
  if (input.storage.kind !== 'activation') return undefined;
  const centred = isInt8Activation(input) && zeroPointOf(input) === zeroPointOf(output) && wants.some((want) => want !== 'plain');
  if (!centred) {
    return { reads: ['plain'], writes: 'plain', emit: ({ body, input: place, output: to }) => body.add(copyMemory(i32.const(to.address), i32.const(place(0).address), i32.const(elementCount(input.type.shape) * to.elementBytes))) };
  }
  return { reads: ['flat'], writes: 'centred', emit: emitFlatCopy };
}

/** Copies centred elements to where they have another shape. */
function emitFlatCopy({ body, input: place, output: to }: Site): void {
  const from = place(0), [, rows, columns, channels] = imageShape(to.type.shape), rowBytes = columns * channels * from.elementBytes;
  emitConversion(body, { ...from, type: to.type, rowBytes, imageBytes: rows * rowBytes }, to);
}

/**
 * Scales for which float32 gives ADD of any two bytes, proved by trying all; undefined: none was found. Scaling both by a little more takes ties away from zero, as TFLM does.
 */
function floatSum(o: Operands<ArithmeticAttrs>): readonly [number, number] | undefined {
  const q = addQuantization(o, 1), f = Math.fround, y = o.perTensor(o.output(0)), [low, high] = q.range.map((limit) => limit - q.outputOffset) as [number, number];
  const real = [o.perTensor(o.input(0)).scale / y.scale, o.perTensor(o.input(1)).scale / y.scale] as const;
  if (q.result.shift > 0 || 255 * (real[0] + real[1]) >= roundable) return undefined;
  const bytes = Array.from({ length: 256 }, (_, at) => at - 128);
  const left = Float64Array.from(bytes, (byte) => requantize((byte + q.leftOffset) * 2 ** q.headroom, q.left)), right = Float64Array.from(bytes, (byte) => requantize((byte + q.rightOffset) * 2 ** q.headroom, q.right));
  // Sums below the first limit of k give less than k.
  const limits = new Float64Array(high - low + 2).fill(Infinity);
  const range = { least: left[0]! + right[0]!, most: left[255]! + right[255]! }, steps = stepsOf(q.result, low, high, range), lowest = clamp(requantize(range.least, q.result), low, high);
  for (let k = low; k <= lowest; k++) limits[k - low] = -Infinity;
  for (let at = 0; at < steps.length; at += 2) limits[steps[at]! - low] = steps[at + 1]!;
  const holds = (a: number, b: number): boolean => {
    const second = Float32Array.from(bytes, (byte) => (byte + q.rightOffset) * b);
    for (let i = 0; i < 256; i++) {
      const first = f((i - 128 + q.leftOffset) * a);
      for (let j = 0; j < 256; j++) {
        const rounded = toNearest(f(first + second[j]!)), k = (rounded < low ? low : rounded > high ? high : rounded) - low, sum = left[i]! + right[j]!;
        if (sum < limits[k]! || sum >= limits[k + 1]!) return false;
      }
    }
    return true;
  };
  for (const nudge of [0, 2, -2, 4, -4, 1, -1, 3, -3, 8, 16]) {
    const factor = 1 + nudge * 2 ** -24, a = f(real[0] * factor), b = f(real[1] * factor);
    if (holds(a, b)) return [a, b];
  }
  return undefined;
}

/** ADD of two float32 of one shape. */
function planFloatAdd(o: Operands<ArithmeticAttrs>): Plan {
  const count = elementCount(o.output(0).type.shape), [low, high] = activationRangeFloat(o.attrs.activation).map((limit) => floats([limit, limit, limit, limit])) as [Expression, Expression];
  return {
    reads: ['plain', 'plain'], writes: 'plain',
    emit({ body, input: place, output }) {
      const pointers = body.locals('i32', 3), [left, right, to] = pointers as readonly [Local, Local, Local], whole = Math.floor(count / 4), rest = count % 4;
      // The first operand stays where the comparison is false: NaN does.
      const four = (bytes: number): Statement => storeBytes(to.get, 0, f32x4.pmin(f32x4.pmax(f32x4.add(v128.load(left.get), v128.load(right.get)), low), high), bytes);
      body.add(...pointers.map((pointer, at) => pointer.set(i32.const((at < 2 ? place(at) : output).address))));
      if (whole > 0) body.add(body.repeat(whole, four(16), ...pointers.map((pointer) => advance(pointer, 16))));
      if (rest > 0) body.add(four(rest * 4));
    },
  };
}

/** ADD of two int8 or two float32 of one shape. */
export function planAdd(o: Operands<ArithmeticAttrs>): Plan | undefined {
  const [a, b, y] = [o.input(0), o.input(1), o.output(0)];
  if ([a, b].every(({ type, storage }) => type.element === 'f32' && storage.kind === 'activation' && type.shape.join() === y.type.shape.join())) return planFloatAdd(o);
  if (!isInt8Activation(a) || !isInt8Activation(b) || [a, b].some(({ type }) => type.shape.join() !== y.type.shape.join())) return undefined;
  const scales = floatSum(o);
  if (scales === undefined) return undefined;
  const q = addQuantization(o, 1);
  return { reads: [noHalo, noHalo], writes: 'either', emit: (site) => emitAdd(site, scales, { low: q.range[0] - q.outputOffset, high: q.range[1] - q.outputOffset, zeroPoint: q.outputOffset }) };
}

function emitAdd({ body, input: place, output }: Site, scales: readonly [number, number], limits: { readonly low: number; readonly high: number; readonly zeroPoint: number }): void {
  const magic = magicConstant(body), sink = new Sink(body, output.form, limits), [left, right, first, second, result] = body.locals('v128', 5) as [Local, Local, Local, Local, Local];
  const factors = body.locals('v128', 2);
  body.add(...factors.map((factor, at) => factor.set(floats(new Array<number>(4).fill(scales[at]!)))));
  const half = (extend: (value: Expression) => Expression): Expression => nearest(f32x4.add(
    f32x4.mul(f32x4.convertI32x4S(extend(left.get)), factors[0]!.get), f32x4.mul(f32x4.convertI32x4S(extend(right.get)), factors[1]!.get)), magic);
  overRows(body, [place(0), place(1), output], ([one, two, to], count) => sequence(
    left.set(v128.load(one!.get)), right.set(v128.load(two!.get)), first.set(half(i32x4.extendLowI16x8S)), second.set(half(i32x4.extendHighI16x8S)),
    result.set(sink.finish(i16x8.narrowI32x4S(first.get, second.get))), sink.storeEight(to!, 0, result, count),
  ));
}

/** A function of one byte: a table of 256 answers, by the byte as an unsigned number. */
export function planTable(table: Uint8Array): Plan {
  return {
    reads: ['plain'], writes: 'plain',
    emit({ body, layout, input: place, output }) {
      const address = layout.constant(table), count = elementCount(output.type.shape), [from, to] = body.locals('i32', 2) as [Local, Local];
      const one = (at: number): Statement => i32.store8(to.get, i32.load8U(i32.load8U(from.get, at), address), at);
      body.add(from.set(i32.const(place(0).address)), to.set(i32.const(output.address)));
      const whole = Math.floor(count / 4);
      if (whole > 0) body.add(body.repeat(whole, one(0), one(1), one(2), one(3), advance(from, 4), advance(to, 4)));
      for (let at = 0; at < count % 4; at++) body.add(one(at));
    },
  };
}
