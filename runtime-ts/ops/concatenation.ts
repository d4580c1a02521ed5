/** CONCATENATION: operands one after the other along an axis (micro/kernels/concatenation.cc). */
import { axisOf, defineMovement, moveBlock } from './movement.js';

/** kMaxInputNum of TFLM's kernel. */
const maxOperands = 10;

export interface ConcatenationAttrs { readonly axis: number }

export const concatenation = defineMovement<ConcatenationAttrs>({
  name: 'concatenation',
  elements: ['i8', 'i16', 'i32', 'i64', 'f32', 'bool'],

  check(o) {
    const output = o.output(0), axis = axisOf(o, o.attrs.axis, output.type.shape.length);
    const shapes = Array.from({ length: o.inputCount }, (_, index) => o.input(index).type.shape);
    const total = shapes.reduce((sum, shape) => sum + (shape[axis] ?? 0), 0);
    const fits = shapes.every((shape) => shape.length === output.type.shape.length && shape.every((extent, at) => at === axis || extent === output.type.shape[at]));
    o.require(fits && total === output.type.shape[axis], 'operands that fill the output along the axis');
    o.require(o.inputCount <= maxOperands, `at most ${maxOperands} operands; it has ${o.inputCount}`);
    // int16 is copied whatever the scales, as in TFLM.
    if (output.type.element !== 'i8' || output.type.quantization === undefined) return;
    const y = o.perTensor(output);
    for (let index = 0; index < o.inputCount; index++) {
      const x = o.perTensor(o.input(index));
      o.require(x.scale === y.scale && x.zeroPoint === y.zeroPoint, 'operands of the output\'s scale and zero point');
    }
  },

  moves(o) {
    const { shape } = o.output(0).type, axis = axisOf(o, o.attrs.axis, shape.length);
    let start = 0;
    return Array.from({ length: o.inputCount }, (_, index) => {
      const own = o.input(index).type.shape;
      const move = moveBlock({ input: index, output: 0 }, own, { shape: own }, { shape, start: shape.map((__, at) => (at === axis ? start : 0)) });
      start += own[axis] ?? 0;
      return move;
    });
  },
});
