/** BROADCAST_TO, TILE, FILL, REVERSE_V2 and MIRROR_PAD: elements that appear again, backwards or mirrored. */
import { elementCount, type Operands } from '../ir/graph.js';
import { axisOf, defineMovement, moveLoops, stridesOf, type Move } from './movement.js';

/** micro/kernels/broadcast_to.cc: dimensions of 1 are repeated; missing ones in front too. */
export const broadcastTo = defineMovement<null>({
  name: 'broadcast_to', elements: 'any',
  check(o) {
    const input = o.input(0, 'input').type.shape, out = o.output(0).type.shape, skipped = out.length - input.length;
    o.require(['i32', 'i64'].includes(o.input(1, 'shape').type.element), 'a shape of type int32 or int64');
    o.require(skipped >= 0 && input.every((extent, at) => extent === 1 || extent === out[at + skipped]), `an input that can be repeated to [${out.join(', ')}]; it is [${input.join(', ')}]`);
  },
  moves(o) {
    const input = o.input(0).type.shape, out = o.output(0).type.shape, skipped = out.length - input.length, steps = stridesOf(input);
    const inputSteps = out.map((_, at) => (at < skipped || input[at - skipped] === 1 ? 0 : steps[at - skipped] ?? 0));
    return [{ input: 0, output: 0, inputStart: 0, outputStart: 0, loops: moveLoops(out, inputSteps, stridesOf(out)) }];
  },
});

/** kernels/tile.cc: the input `multiples[i]` times along dimension i. */
export const tile = defineMovement<null>({
  name: 'tile', elements: ['i8', 'u8', 'i32', 'i64', 'f32', 'bool'],
  check(o) {
    const { shape } = o.input(0, 'input').type, multiples = o.constant(1, 'multiples'), expected = shape.map((extent, at) => extent * (multiples[at] ?? 0));
    o.require(multiples.length === shape.length && expected.join() === o.output(0).type.shape.join(), `an output of shape [${expected.join(', ')}]`);
  },
  moves(o) {
    const { shape } = o.input(0).type, multiples = o.constant(1, 'multiples'), from = stridesOf(shape), to = stridesOf(o.output(0).type.shape);
    const extents = shape.flatMap((extent, at) => [multiples[at] ?? 1, extent]);
    return [{
      input: 0, output: 0, inputStart: 0, outputStart: 0,
      loops: moveLoops(extents, shape.flatMap((_, at) => [0, from[at] ?? 0]), shape.flatMap((extent, at) => [extent * (to[at] ?? 0), to[at] ?? 0])),
    }];
  },
});

/** micro/kernels/fill.cc: operand 0 is the shape, which the output has already, operand 1 the value. */
export const fill = defineMovement<null>({
  name: 'fill', elements: ['i8', 'i32', 'f32'],
  check(o) {
    const value = o.input(1, 'value'), dims = o.input(0, 'dims'), out = o.output(0).type.shape;
    o.require(value.type.shape.length === 0, 'a scalar value');
    o.require(dims.type.shape.length === 1 && elementCount(dims.type.shape) === out.length, 'dims, one for each dimension of the output');
    if (dims.storage.kind === 'constant') o.require(o.constant(0, 'dims').join() === out.join(), `an output of shape [${o.constant(0, 'dims').join(', ')}]`);
  },
  moves: (o) => [{ input: 1, output: 0, inputStart: 0, outputStart: 0, loops: [{ extent: elementCount(o.output(0).type.shape), inputStep: 0, outputStep: 1 }] }],
});

/** micro/kernels/reverse.cc: backwards along the axes. */
export const reverseV2 = defineMovement<null>({
  name: 'reverse_v2', elements: ['i8', 'u8', 'i16', 'i32', 'i64', 'f32', 'bool'],
  check(o) {
    const { shape } = o.input(0, 'input').type;
    o.require(shape.join() === o.output(0).type.shape.join(), 'an output of the input\'s shape');
    const axes = o.constant(1, 'axis').map((axis) => axisOf(o, axis, shape.length));
    o.require(new Set(axes).size === axes.length, 'each axis once');
  },
  moves(o) {
    const { shape } = o.input(0).type, steps = stridesOf(shape), axes = o.constant(1, 'axis').map((axis) => axisOf(o, axis, shape.length));
    const inputStart = axes.reduce((sum, axis) => sum + ((shape[axis] ?? 1) - 1) * (steps[axis] ?? 0), 0);
    return [{ input: 0, output: 0, inputStart, outputStart: 0, loops: moveLoops(shape, steps.map((step, at) => (axes.includes(at) ? -step : step)), steps) }];
  },
});

/** `symmetric` repeats the edge, `reflect` does not. */
export interface MirrorPadAttrs { readonly mode: 'reflect' | 'symmetric' }

/** One stretch of a dimension of the output: `count` elements from input index `from` on. */
interface Stretch { readonly at: number; readonly count: number; readonly from: number; readonly step: number }

/** What each dimension of the output consists of (micro/kernels/mirror_pad.cc, GetInputDimension). */
function stretches(o: Operands<MirrorPadAttrs>): readonly (readonly Stretch[])[] {
  const paddings = o.constant(1, 'paddings'), offset = o.attrs.mode === 'reflect' ? 1 : 0;
  return o.input(0).type.shape.map((extent, at): readonly Stretch[] => {
    const before = paddings[2 * at] ?? 0, after = paddings[2 * at + 1] ?? 0, mirrored = Math.min(after, extent - offset);
    return [
      { at: 0, count: before, from: before + offset - 1, step: -1 },
      { at: before, count: extent, from: 0, step: 1 },
      { at: before + extent, count: mirrored, from: extent - 1 - offset, step: -1 },
      // Beyond the far end of the mirror TFLM stays at the first element.
      { at: before + extent + mirrored, count: after - mirrored, from: 0, step: 0 },
    ].filter(({ count }) => count > 0);
  });
}

export const mirrorPad = defineMovement<MirrorPadAttrs>({
  name: 'mirror_pad', elements: ['i8', 'f32'],
  check(o) {
    const { shape } = o.input(0, 'input').type, paddings = o.constant(1, 'paddings'), offset = o.attrs.mode === 'reflect' ? 1 : 0;
    o.require(paddings.length === 2 * shape.length && paddings.every((edge) => edge >= 0), 'two paddings of 0 or more for each dimension');
    const expected = shape.map((extent, at) => extent + (paddings[2 * at] ?? 0) + (paddings[2 * at + 1] ?? 0));
    o.require(expected.join() === o.output(0).type.shape.join(), `an output of shape [${expected.join(', ')}]`);
    o.require(shape.every((extent, at) => (paddings[2 * at] ?? 0) <= extent - offset), `paddings before of ${offset === 1 ? 'less than' : 'at most'} the extent that they mirror`);
  },
  moves(o) {
    const from = stridesOf(o.input(0).type.shape), to = stridesOf(o.output(0).type.shape);
    const all = stretches(o).reduce<readonly (readonly Stretch[])[]>((lists, own) => lists.flatMap((list) => own.map((stretch) => [...list, stretch])), [[]]);
    return all.map((list): Move => ({
      input: 0, output: 0, inputStart: list.reduce((sum, s, at) => sum + s.from * (from[at] ?? 0), 0), outputStart: list.reduce((sum, s, at) => sum + s.at * (to[at] ?? 0), 0),
      loops: moveLoops(list.map(({ count }) => count), list.map(({ step }, at) => step * (from[at] ?? 0)), to),
    }));
  },
});
