/** The matrices of language models: four rows side by side in a vector, each summed in the order that docs/adr/0013 defines. */
import type { Operands } from '../ir/graph.js';
import { floatOfHalf } from '../numerics/half.js';
import type { RowsAttrs } from '../ops/language_model.js';
import { advance, f32x4, i32, i32x4, sequence, v128, type Expression, type Local, type Statement } from './encoder.js';
import type { Plan, Site } from './kernel.js';
import { constantOf } from './layers.js';
import { floats, storeBytes } from './rescale.js';

const zero = floats([0, 0, 0, 0]);

/** Vectors of four rows that are summed at once: their sums, and those of the group of columns at hand, stay in registers. */
const blocksOfFloats = 7, blocksOfGroups = 4, blocksOfRows = 6;

/** LM_LINEAR with constant matrix and bias. */
export function planLinear(o: Operands<RowsAttrs>): Plan | undefined {
  const exact = o.attrs.bits === 32, matrix = o.input(exact ? 1 : 2), weights = constantOf(matrix), scales = exact ? undefined : constantOf(o.input(3)), bias = o.optional(exact ? 2 : 4), biases = constantOf(bias);
  if (weights === undefined || (!exact && scales === undefined) || (bias !== undefined && biases === undefined) || [0, ...(exact ? [] : [1])].some((at) => o.input(at).storage.kind !== 'activation')) return undefined;
  const [rows = 0, columns = 0] = matrix.type.shape, layer: Layer = { rows, columns, weights, biases };
  if (scales === undefined) return { reads: ['plain'], writes: 'plain', emit: (site) => emitFloat(layer, site) };
  return { reads: ['flat', 'plain'], writes: 'plain', emit: (site) => emitQuantized({ ...layer, scales, group: Math.min(o.attrs.group, columns) }, site) };
}

interface Layer {
  readonly rows: number;
  readonly columns: number;
  /** [rows][columns] */
  readonly weights: ArrayLike<number>;
  readonly biases: ArrayLike<number> | undefined;
}

interface QuantizedLayer extends Layer {
  /** Bits of binary16, [rows][groups of a row]. */
  readonly scales: ArrayLike<number>;
  readonly group: number;
}

/** Numbers in the order [part of rows][place][row of the part], zero beyond the last row. */
function byParts(rows: number, perPart: number, places: number, at: (row: number, place: number) => number): Float32Array {
  const parts = Math.ceil(rows / perPart), packed = new Float32Array(parts * places * perPart);
  for (let row = 0; row < rows; row++) {
    const base = Math.floor(row / perPart) * places * perPart + (row % perPart);
    for (let place = 0; place < places; place++) packed[base + place * perPart] = at(row, place);
  }
  return packed;
}

/** Parts of rows one after the other: all whole ones in a loop, the last with as many rows as are left. */
function forParts(site: Site, { rows, biases }: Layer, blocks: number, part: (biasAt: Local | undefined, store: (sums: readonly Local[]) => Statement) => Statement): readonly Statement[] {
  const { body, layout, output } = site, perPart = blocks * 4, to = body.local('i32'), biasAt = biases === undefined ? undefined : body.local('i32'), whole = Math.floor(rows / perPart), rest = rows % perPart;
  const one = (count: number): Statement => sequence(part(biasAt, (sums) => sequence(...sums.flatMap((sum, block) => {
    const valid = Math.min(4, count - block * 4);
    return valid > 0 ? [storeBytes(to.get, block * 16, sum.get, valid * 4)] : [];
  }))), advance(to, perPart * 4), ...(biasAt === undefined ? [] : [advance(biasAt, perPart * 4)]));
  return [
    to.set(i32.const(output.address)), ...(biasAt === undefined || biases === undefined ? [] : [biasAt.set(i32.const(layout.constantFloats(byParts(rows, perPart, 1, (row) => biases[row]!))))]),
    ...(whole > 0 ? [body.repeat(whole, one(perPart))] : []), ...(rest > 0 ? [one(rest)] : []),
  ];
}

const loadBias = (biasAt: Local, block: number): Expression => v128.load(biasAt.get, block * 16);

/** Sums of products from left to right, rounded after every operation. */
function emitFloat(layer: Layer, site: Site): void {
  const { body, layout } = site, { rows, columns, weights } = layer, blocks = Math.min(blocksOfFloats, Math.ceil(rows / 4)), [weight, from] = body.locals('i32', 2) as [Local, Local], x = body.local('v128'), sums = body.locals('v128', blocks);
  const address = layout.constantFloats(byParts(rows, blocks * 4, columns, (row, column) => weights[row * columns + column]!));
  body.add(weight.set(i32.const(address)), ...forParts(site, layer, blocks, (biasAt, store) => sequence(
    from.set(i32.const(site.input(0).address)), ...sums.map((sum) => sum.set(zero)),
    body.repeat(columns,
      x.set(v128.load32Splat(from.get)), ...sums.map((sum, block) => sum.set(f32x4.add(sum.get, f32x4.mul(v128.load(weight.get, block * 16), x.get)))),
      advance(from, 4), advance(weight, blocks * 16)),
    ...(biasAt === undefined ? [] : sums.map((sum, block) => sum.set(f32x4.add(sum.get, loadBias(biasAt, block))))),
    store(sums),
  )));
}

/** For each group of columns an exact integer sum, times its scale; these are summed from left to right, and scaled by the input's scale. */
function emitQuantized(layer: QuantizedLayer, site: Site): void {
  const { body, layout } = site, { rows, columns, weights, scales, group } = layer, groups = Math.ceil(columns / group), blocks = Math.min(groups === 1 ? blocksOfRows : blocksOfGroups, Math.ceil(rows / 4)), perPart = blocks * 4;
  // Two columns in a multiplication; a group of odd length ends with one of weight zero.
  const lengths = Array.from({ length: groups }, (_, at) => Math.min(group, columns - at * group)), pairs = lengths.map((length) => Math.ceil(length / 2)), rowPairs = pairs.reduce((a, b) => a + b, 0);
  const packed = new Int8Array(Math.ceil(rows / perPart) * rowPairs * perPart * 2);
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
    const own = Math.floor(column / group), within = column - own * group, pair = own * Math.ceil(group / 2) + (within >> 1);
    packed[((Math.floor(row / perPart) * rowPairs + pair) * perPart + (row % perPart)) * 2 + (within & 1)] = weights[row * columns + column]!;
  }
  const [weight, scale, from] = body.locals('i32', 3) as [Local, Local, Local], x = body.local('v128'), dots = body.locals('v128', blocks), sums = groups === 1 ? dots : body.locals('v128', blocks);
  const scaleAddress = layout.constantFloats(byParts(rows, perPart, groups, (row, at) => floatOfHalf(scales[row * groups + at]!)));
  const products = (length: number): Statement => sequence(
    ...dots.map((dot) => dot.set(zero)),
    body.repeat(Math.ceil(length / 2),
      x.set(v128.load32Splat(from.get)), ...dots.map((dot, block) => dot.set(i32x4.add(dot.get, i32x4.dotI16x8S(x.get, v128.load8x8S(weight.get, block * 8))))),
      advance(from, 4), advance(weight, blocks * 8)),
    // The second column of the last pair is the next group's first.
    advance(from, length % 2 === 0 ? 0 : -2),
  );
  const scaled = (block: number): Expression => f32x4.mul(f32x4.convertI32x4S(dots[block]!.get), v128.load(scale.get, block * 16));
  const oneGroup = (length: number): Statement => sequence(products(length), ...sums.map((sum, block) => sum.set(f32x4.add(groups === 1 ? zero : sum.get, scaled(block)))), advance(scale, perPart * 4));
  const even = lengths.at(-1) === group ? groups : groups - 1, tail = groups - even;
  body.add(
    weight.set(i32.const(layout.constant(new Uint8Array(packed.buffer)))), scale.set(i32.const(scaleAddress)),
    ...forParts(site, layer, blocks, (biasAt, store) => sequence(
      from.set(i32.const(site.input(0).address)), ...(groups === 1 ? [] : sums.map((sum) => sum.set(zero))),
      ...(even > 0 ? [body.repeat(even, oneGroup(group))] : []), ...(tail > 0 ? [oneGroup(lengths.at(-1)!)] : []),
      ...sums.map((sum) => sum.set(f32x4.mul(v128.load32Splat(i32.const(site.input(1).address)), sum.get))),
      ...(biasAt === undefined ? [] : sums.map((sum, block) => sum.set(f32x4.add(sum.get, loadBias(biasAt, block))))),
      store(sums),
    )),
  );
}
