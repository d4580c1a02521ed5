/** SLICE, STRIDED_SLICE, SPLIT, SPLIT_V, PACK and UNPACK: parts of a tensor, or a tensor of parts. */
import { elementCount, type Element, type Op, type Operands } from '../ir/graph.js';
import { clamp } from '../numerics/fixed_point.js';
import { axisOf, copy, defineMovement, moveBlock, moveLoops, stridesOf, type Move } from './movement.js';

const sliceElements: readonly Element[] = ['i8', 'i16', 'i32', 'f32', 'bool'];

/** Whether SLICE knows its block before the model runs. */
export function isConstantSlice(o: Operands<null>): boolean {
  return [1, 2].every((index) => o.input(index, index === 1 ? 'begin' : 'size').storage.kind === 'constant');
}

/** SLICE: `size` elements from `begin`; a size of -1 is all the rest (micro/kernels/slice.cc). */
export const constantSlice = defineMovement<null>({
  name: 'slice',
  elements: sliceElements,
  check(o) {
    const { shape } = o.input(0, 'input').type, begin = o.constant(1, 'begin'), out = o.output(0).type.shape;
    const sizes = o.constant(2, 'size').map((size, at) => (size === -1 ? (shape[at] ?? 0) - (begin[at] ?? 0) : size));
    o.require(begin.length === shape.length && begin.every((from, at) => from >= 0 && from + (sizes[at] ?? 0) <= (shape[at] ?? 0)), 'a block inside the input');
    o.require(sizes.join() === out.join(), `an output of shape [${sizes.join(', ')}]; it has [${out.join(', ')}]`);
  },
  moves(o) {
    const out = o.output(0).type.shape;
    return [moveBlock({ input: 0, output: 0 }, out, { shape: o.input(0).type.shape, start: o.constant(1, 'begin') }, { shape: out })];
  },
});

/** A computed begin is kept where the block stays inside the input; TFLM would read beside it. The size is the output's shape. */
export const slice: Op<null> = {
  name: 'slice',

  check(o) {
    const { shape } = o.input(0, 'input').type, begin = o.input(1, 'begin'), size = o.input(2, 'size');
    o.require(shape.length <= 5, 'at most 5 dimensions');
    o.require(begin.type.element === size.type.element && ['i32', 'i64'].includes(begin.type.element), 'begin and size both of int32 or both of int64');
    if (isConstantSlice(o)) return constantSlice.check(o);
    const input = o.input(0), output = o.output(0), out = output.type.shape;
    o.require(sliceElements.includes(input.type.element) && input.type.element === output.type.element, `elements of type ${sliceElements.join(', ')} throughout`);
    o.require(elementCount(begin.type.shape) === shape.length && out.length === shape.length && out.every((extent, at) => extent <= (shape[at] ?? 0)), 'a block inside the input');
    if (size.storage.kind === 'constant') o.require(o.constant(2, 'size').every((extent, at) => extent === -1 || extent === out[at]), `an output of shape [${o.constant(2, 'size').join(', ')}]`);
  },

  evaluate(o, data) {
    if (isConstantSlice(o)) return constantSlice.evaluate(o, data);
    const { shape } = o.input(0).type, out = o.output(0).type.shape, given = data.read(o.input(1));
    const start = shape.map((extent, at) => clamp(Number(given[at]!), 0, extent - (out[at] ?? 0)));
    copy(data, o.input(0), o.output(0), moveBlock({ input: 0, output: 0 }, out, { shape, start }, { shape: out }));
  },
};

export interface StridedSliceAttrs {
  readonly beginMask: number;
  readonly endMask: number;
  readonly shrinkAxisMask: number;
}

/** First index, count and step of every dimension (strided_slice_logic.h, StridedSliceStartForAxis and StridedSliceEndForAxis). */
function ranges(o: Operands<StridedSliceAttrs>) {
  const begin = o.constant(1, 'begin'), end = o.constant(2, 'end'), strides = o.constant(3, 'strides'), a = o.attrs;
  return o.input(0).type.shape.map((extent, at) => {
    const step = strides[at] ?? 1, bit = 1 << at, given = (list: readonly number[]): number => {
      const index = list[at] ?? 0;
      return index < 0 ? index + extent : index;
    };
    const limit = (index: number): number => (step > 0 ? Math.min(Math.max(index, 0), extent) : Math.min(Math.max(index, -1), extent - 1));
    const start = a.beginMask & bit ? (step > 0 ? 0 : extent - 1) : limit(given(begin));
    if (a.shrinkAxisMask & bit) return { start, count: 1, step, kept: false };
    const stop = a.endMask & bit ? (step > 0 ? extent : -1) : limit(given(end));
    return { start, count: Math.max(0, Math.ceil((stop - start) / step)), step, kept: true };
  });
}

/** STRIDED_SLICE; ellipsis and new-axis masks are taken as zero, as in TFLM. */
export const stridedSlice = defineMovement<StridedSliceAttrs>({
  name: 'strided_slice',
  elements: ['i8', 'i16', 'i32', 'f32', 'bool'],
  check(o) {
    o.require(o.input(0).type.shape.length <= 4, 'at most 4 dimensions');
    o.require([1, 2, 3].every((index) => o.input(index).type.element === 'i32'), 'begin, end and strides of int32');
    o.require(o.constant(3, 'strides').every((step) => step !== 0), 'strides other than 0');
    o.require(ranges(o).every(({ kept, step }) => kept || step > 0), 'positive strides of the axes that shrink');
    const expected = ranges(o).filter(({ kept }) => kept).map(({ count }) => count), out = o.output(0).type.shape;
    o.require(expected.join() === out.join(), `an output of shape [${expected.join(', ')}]; it has [${out.join(', ')}]`);
  },
  moves(o) {
    const all = ranges(o), steps = stridesOf(o.input(0).type.shape), counts = all.map(({ count }) => count);
    const inputStart = all.reduce((sum, { start }, at) => sum + start * (steps[at] ?? 0), 0);
    return [{ input: 0, output: 0, inputStart, outputStart: 0, loops: moveLoops(counts, all.map(({ step }, at) => step * (steps[at] ?? 0)), stridesOf(counts)) }];
  },
});

/** Consecutive parts of `input` along an axis, one for each output. */
function partMoves<A>(o: Operands<A>, input: number, axis: number): readonly Move[] {
  const { shape } = o.input(input).type;
  let start = 0;
  return Array.from({ length: o.outputCount }, (_, output) => {
    const own = o.output(output).type.shape;
    const move = moveBlock({ input, output }, own, { shape, start: shape.map((__, at) => (at === axis ? start : 0)) }, { shape: own });
    start += own[axis] ?? 0;
    return move;
  });
}

function checkParts<A>(o: Operands<A>, input: number, axis: number): void {
  const { shape } = o.input(input).type, outputs = Array.from({ length: o.outputCount }, (_, at) => o.output(at).type.shape);
  const total = outputs.reduce((sum, out) => sum + (out[axis] ?? 0), 0);
  const fits = outputs.every((out) => out.length === shape.length && out.every((extent, at) => at === axis || extent === shape[at]));
  o.require(fits && total === shape[axis], 'outputs that make up the input along the axis');
}

/** SPLIT: operand 0 is the axis. */
export const split = defineMovement<null>({
  name: 'split',
  elements: ['i8', 'i16', 'i32', 'f32'],
  check(o) {
    const axis = splitAxis(o, 0, 1);
    checkParts(o, 1, axis);
    o.require(Array.from({ length: o.outputCount }, (_, at) => o.output(at).type.shape[axis]).every((extent, _, all) => extent === all[0]), 'equal parts');
  },
  moves: (o) => partMoves(o, 1, splitAxis(o, 0, 1)),
});

/** SPLIT_V: operand 1 holds the sizes, which the outputs' shapes repeat; operand 2 is the axis. */
export const splitV = defineMovement<null>({
  name: 'split_v',
  elements: ['i8', 'i16', 'i32', 'f32'],
  check: (o) => checkParts(o, 0, splitAxis(o, 2, 0)),
  moves: (o) => partMoves(o, 0, splitAxis(o, 2, 0)),
});

function splitAxis(o: Operands<null>, index: number, input: number): number {
  return axisOf(o, o.constant(index, 'axis')[0] ?? 0, o.input(input).type.shape.length);
}

export interface PackAttrs {
  readonly axis: number;
  /** Parts, as the options say. */
  readonly count: number;
}

/** PACK: operands of one shape along a new axis. */
export const pack = defineMovement<PackAttrs>({
  name: 'pack',
  elements: ['i8', 'i16', 'i32', 'i64', 'f32'],
  check(o) {
    const out = o.output(0).type.shape, axis = axisOf(o, o.attrs.axis, out.length), rest = out.filter((_, at) => at !== axis).join();
    const shapes = Array.from({ length: o.inputCount }, (_, index) => o.input(index).type.shape.join());
    o.require(o.attrs.count === o.inputCount, `as many operands as its options say: ${o.attrs.count}; it has ${o.inputCount}`);
    o.require(out[axis] === o.inputCount && shapes.every((shape) => shape === rest), 'as many operands of one shape as the output has places along the axis');
  },
  moves(o) {
    const { shape } = o.output(0).type, axis = axisOf(o, o.attrs.axis, shape.length), part = shape.map((extent, at) => (at === axis ? 1 : extent));
    return Array.from({ length: o.inputCount }, (_, input) =>
      moveBlock({ input, output: 0 }, part, { shape: part }, { shape, start: shape.map((__, at) => (at === axis ? input : 0)) }));
  },
});

/** UNPACK: the opposite of PACK. */
export const unpack = defineMovement<PackAttrs>({
  name: 'unpack',
  elements: ['i8', 'i16', 'i32', 'f32'],
  check(o) {
    const { shape } = o.input(0, 'input').type, axis = axisOf(o, o.attrs.axis, shape.length), rest = shape.filter((_, at) => at !== axis).join();
    const shapes = Array.from({ length: o.outputCount }, (_, index) => o.output(index).type.shape.join());
    o.require(o.attrs.count === o.outputCount, `as many outputs as its options say: ${o.attrs.count}; it has ${o.outputCount}`);
    o.require(shape[axis] === o.outputCount && shapes.every((own) => own === rest), 'as many outputs of one shape as the input has places along the axis');
  },
  moves(o) {
    const { shape } = o.input(0).type, axis = axisOf(o, o.attrs.axis, shape.length), part = shape.map((extent, at) => (at === axis ? 1 : extent));
    return Array.from({ length: o.outputCount }, (_, output) =>
      moveBlock({ input: 0, output }, part, { shape, start: shape.map((__, at) => (at === axis ? output : 0)) }, { shape: part }));
  },
});
