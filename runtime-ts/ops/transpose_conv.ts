/**
 * TRANSPOSE_CONV: every input position adds its filter to the output, `stride` apart. Operands: output shape (which the output has already),
 * filter [out][height][width][in], input, bias (micro/kernels/transpose_conv.cc).
 */
import { elementCount, type Op, type Operands, type Value } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { checkConvolutionTypes, convolutionFinish, convolutionQuantization } from './conv_2d.js';
import { windowExtent, windowPadding, type WindowAttrs } from './window.js';

export interface TransposeConvAttrs extends WindowAttrs { readonly dilationWidth: 1; readonly dilationHeight: 1; readonly activation: Activation }

/** The operands in the order of CONV_2D: input, filter, bias. */
export function asConvolution<A>(o: Operands<A>): Operands<A> {
  const order = [2, 1, 3], from = (index: number): number => order[index] ?? -1;
  return {
    attrs: o.attrs, inputCount: o.inputCount - 1, outputCount: o.outputCount,
    input: (index, role) => o.input(from(index), role), optional: (index) => o.optional(from(index)), output: (index) => o.output(index),
    constant: (index, role) => o.constant(from(index), role), perTensor: (value) => o.perTensor(value), require: (ok, what) => { o.require(ok, what); },
  };
}

export function transposeConvShape(o: Operands<TransposeConvAttrs>) {
  const input = o.input(2, 'input'), filter = o.input(1, 'filter'), output = o.output(0);
  const [batch = 1, inHeight = 1, inWidth = 1, inChannels = 1] = input.type.shape, [outChannels = 1, filterHeight = 1, filterWidth = 1, depth = 1] = filter.type.shape;
  const [, outHeight = 1, outWidth = 1] = output.type.shape, a = o.attrs;
  // As if the output were a convolution's input.
  const rows = windowExtent(a.padding, outHeight, filterHeight, a.strideHeight, 1), columns = windowExtent(a.padding, outWidth, filterWidth, a.strideWidth, 1);
  const small: Value = { ...output, type: { ...output.type, shape: [batch, rows, columns, outChannels] } };
  const padding = windowPadding(a, output, small, filterHeight, filterWidth);
  return { input, filter, bias: o.optional(3), output, batch, inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth, depth, outHeight, outWidth, padding };
}

export const transposeConv: Op<TransposeConvAttrs> = {
  name: 'transpose_conv',

  check(o) {
    const g = transposeConvShape(o), out = g.output.type.shape, i16 = g.input.type.element === 'i16';
    o.require(g.input.type.shape.length === 4 && g.filter.type.shape.length === 4 && out.length === 4, 'input, filter and output of rank 4');
    o.require(g.depth === g.inChannels && out[0] === g.batch && out[3] === g.outChannels, 'batches and channels that fit: filter [outputs][height][width][inputs]');
    o.require(!i16 || g.bias === undefined || g.bias.type.element !== 'i32', 'a bias of type int64 or int16 for int16');
    checkConvolutionTypes(asConvolution(o), g.outChannels, ['i64', 'i16']);
  },

  macs(o) {
    const g = transposeConvShape(o);
    return elementCount(g.input.type.shape) * g.filterHeight * g.filterWidth * g.outChannels;
  },

  evaluate(o, data) {
    const g = transposeConvShape(o), a = o.attrs, x = data.read(g.input), w = data.read(g.filter), y = data.write(g.output);
    const float = g.input.type.element === 'f32', offset = float ? 0 : convolutionQuantization(asConvolution(o), g.outChannels, a.activation).inputOffset;
    const finish = convolutionFinish(asConvolution(o), data, g.outChannels, a.activation);
    let at = 0;
    for (let batch = 0; batch < g.batch; batch++)
      for (let row = 0; row < g.outHeight; row++)
        for (let column = 0; column < g.outWidth; column++)
          for (let out = 0; out < g.outChannels; out++) {
            let acc = 0;
            // Input rows and columns ascending: the order in which TFLM adds.
            for (let iy = firstInput(row + g.padding.top, g.filterHeight, a.strideHeight); iy < g.inHeight; iy++) {
              const fy = row + g.padding.top - iy * a.strideHeight;
              if (fy < 0) break;
              for (let ix = firstInput(column + g.padding.left, g.filterWidth, a.strideWidth); ix < g.inWidth; ix++) {
                const fx = column + g.padding.left - ix * a.strideWidth;
                if (fx < 0) break;
                const from = ((batch * g.inHeight + iy) * g.inWidth + ix) * g.inChannels, weights = ((out * g.filterHeight + fy) * g.filterWidth + fx) * g.depth;
                for (let c = 0; c < g.depth; c++) {
                  const product = (Number(x[from + c]!) + offset) * Number(w[weights + c]!);
                  acc = float ? Math.fround(acc + Math.fround(product)) : acc + product;
                }
              }
            }
            y[at++] = finish(acc, out);
          }
  },
};

/** The first input row whose filter reaches `position`. */
function firstInput(position: number, filter: number, stride: number): number {
  return Math.max(0, Math.ceil((position - filter + 1) / stride));
}
