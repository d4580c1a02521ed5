/** What language models compute between their matrices (docs/adr/0013): lanes are neighbouring elements or positions, so that every sum keeps its order. */
import { elementCount, type Operands } from '../ir/graph.js';
import { advance, f32, f32x4, i16x8, i32, sequence, v128, type Local } from './encoder.js';
import type { Plan, Site } from './kernel.js';
import { all, areActivations, byFours, clampedPosition, emitScale, expOf, nearest } from './lanes.js';
import { constantOf } from './layers.js';
import type { MemoryLayout } from './layout.js';
import { storeBytes } from './rescale.js';

/** Pointers to operands and the output, set to their beginnings. */
function begin(site: Site, addresses: readonly number[]): readonly Local[] {
  const pointers = site.body.locals('i32', addresses.length);
  site.body.add(...pointers.map((pointer, at) => pointer.set(i32.const(addresses[at]!))));
  return pointers;
}

/** LM_SWIGLU. */
export function planSwiglu(o: Operands<null>): Plan | undefined {
  if (!areActivations(o, 0, 1)) return undefined;
  const size = elementCount(o.output(0).type.shape);
  return {
    reads: ['plain', 'plain'], writes: 'plain',
    emit(site) {
      const { body } = site, [u, v, y] = begin(site, [site.input(0).address, site.input(1).address, site.output.address]) as [Local, Local, Local], x = body.local('v128'), e = expOf(body, x);
      body.add(byFours(body, size, [[u, 4], [v, 4], [y, 4]], (count) => sequence(
        x.set(f32x4.neg(v128.load(u.get))), e.steps,
        storeBytes(y.get, 0, f32x4.mul(f32x4.mul(v128.load(u.get), f32x4.div(all(1), f32x4.add(all(1), e.value))), v128.load(v.get)), count * 4),
      )));
    },
  };
}

/** LM_RMS_NORM with a constant gain. */
export function planRmsNorm(o: Operands<{ readonly epsilon: number }>): Plan | undefined {
  const gain = constantOf(o.input(1)), size = elementCount(o.output(0).type.shape);
  if (gain === undefined || !areActivations(o, 0)) return undefined;
  return {
    reads: ['plain', undefined], writes: 'plain',
    emit(site) {
      const { body, layout } = site, from = site.input(0).address, [x, y, g] = begin(site, [from, site.output.address, layout.constantFloats(Float32Array.from(gain))]) as [Local, Local, Local];
      const squares = body.local('v128'), scale = body.local('v128'), sum = body.local('f32');
      body.add(
        sum.set(f32.const(0)),
        byFours(body, size, [[x, 4]], (count) => sequence(
          squares.set(f32x4.mul(v128.load(x.get), v128.load(x.get))), ...[0, 1, 2, 3].slice(0, count).map((lane) => sum.set(f32.add(sum.get, f32x4.lane(squares.get, lane)))),
        )),
        scale.set(f32x4.splat(f32.div(f32.const(1), f32.sqrt(f32.add(f32.div(sum.get, f32.const(size)), f32.const(o.attrs.epsilon)))))), x.set(i32.const(from)),
        byFours(body, size, [[x, 4], [y, 4], [g, 4]], (count) => storeBytes(y.get, 0, f32x4.mul(v128.load(g.get), f32x4.mul(scale.get, v128.load(x.get))), count * 4)),
      );
    },
  };
}

/** LM_DYNAMIC_QUANTIZE: codes as int16, which the matrices take, or as bytes. */
export function planDynamicQuantize(o: Operands<null>): Plan | undefined {
  if (!areActivations(o, 0)) return undefined;
  const size = elementCount(o.output(0).type.shape);
  return {
    reads: ['plain'], writes: 'either',
    emit(site) {
      const { body, output } = site, from = site.input(0).address, [x, to] = begin(site, [from, output.address]) as [Local, Local], { steps, inverse, scale } = emitScale(body, x, size), codes = body.local('v128');
      body.add(steps, x.set(i32.const(from)), byFours(body, size, [[x, 4], [to, output.elementBytes]], (count) => {
        const wide = codes.set(nearest(f32x4.mul(v128.load(x.get), inverse.get))), halves = i16x8.narrowI32x4S(codes.get, codes.get);
        return output.form === 'centred' ? sequence(wide, storeBytes(to.get, 0, halves, 2 * count))
          : sequence(wide, codes.set(v128.shuffle(codes.get, codes.get, [0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])), storeBytes(to.get, 0, codes.get, count));
      }), f32.store(i32.const(site.outputs[1]!.address), f32x4.lane(scale.get, 0)));
    },
  };
}

/** Tables that several nodes read are put into a memory once. */
const tables = new WeakMap<MemoryLayout, Map<number, number>>();
function tableAddress(layout: MemoryLayout, id: number, make: () => Float32Array): number {
  const known = tables.get(layout) ?? new Map<number, number>();
  tables.set(layout, known);
  const address = known.get(id) ?? layout.constantFloats(make());
  known.set(id, address);
  return address;
}

/** LM_ROTARY with constant tables: x * (cos, cos) + (its pairs swapped) * (-sin, sin). */
export function planRotary(o: Operands<null>): Plan | undefined {
  const cosines = constantOf(o.input(2)), sines = constantOf(o.input(3)), [context = 0, half = 0] = o.input(2).type.shape, size = elementCount(o.output(0).type.shape);
  if (cosines === undefined || sines === undefined || half % 2 !== 0 || !areActivations(o, 0, 1)) return undefined;
  const twice = (table: ArrayLike<number>, first: number): Float32Array => Float32Array.from({ length: 2 * context * half }, (_, at) => (at % 2 === 0 ? first : 1) * table[at >> 1]!);
  return {
    reads: ['plain', 'plain', undefined, undefined], writes: 'plain',
    emit(site) {
      const { body, layout } = site, [x, y, cos, sin, offset] = begin(site, [site.input(0).address, site.output.address, 0, 0, 0]) as [Local, Local, Local, Local, Local], rowBytes = 8 * half;
      const starts = [tableAddress(layout, o.input(2).id, () => twice(cosines, 1)), tableAddress(layout, o.input(3).id, () => twice(sines, -1))] as const, v = body.local('v128');
      body.add(
        clampedPosition(offset, site.input(1).address, context), offset.set(i32.mul(offset.get, i32.const(rowBytes))),
        body.repeat(size / (2 * half),
          cos.set(i32.add(offset.get, i32.const(starts[0]))), sin.set(i32.add(offset.get, i32.const(starts[1]))),
          body.repeat(half / 2,
            v.set(v128.load(x.get)),
            v128.store(y.get, f32x4.add(f32x4.mul(v.get, v128.load(cos.get)), f32x4.mul(v128.shuffle(v.get, v.get, [4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11]), v128.load(sin.get)))),
            advance(x, 16), advance(y, 16), advance(cos, 16), advance(sin, 16)),
        ),
      );
    },
  };
}
