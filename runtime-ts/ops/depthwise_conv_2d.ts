/** DEPTHWISE_CONV_2D: filter [1][height][width][channels * multiplier]; output channel = input channel * multiplier + m. */
import { elementCount, type Op, type Operands } from '../ir/graph.js';
import { checkConvolutionTypes, convolutionFinish, convolutionQuantization, type Conv2dAttrs } from './conv_2d.js';
import { windowExtents, windowPadding } from './window.js';

export function depthwiseConv2dShape(o: Operands<Conv2dAttrs>) {
  const input = o.input(0, 'input'), filter = o.input(1, 'filter'), output = o.output(0);
  const [batch = 1, inHeight = 1, inWidth = 1, inChannels = 1] = input.type.shape;
  const [, filterHeight = 1, filterWidth = 1, outChannels = 1] = filter.type.shape;
  const [, outHeight = 1, outWidth = 1] = output.type.shape;
  const padding = windowPadding(o.attrs, input, output, filterHeight, filterWidth);
  // As TFLM: from the shapes, whatever the model's depth_multiplier says.
  return { input, filter, output, batch, inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth, outHeight, outWidth, padding, multiplier: outChannels / inChannels };
}

export const depthwiseConv2d: Op<Conv2dAttrs> = {
  name: 'depthwise_conv_2d',
  int4Operands: [1],

  check(o) {
    const g = depthwiseConv2dShape(o), a = o.attrs;
    o.require(g.input.type.shape.length === 4 && g.filter.type.shape.length === 4 && g.output.type.shape.length === 4, 'input, filter and output of rank 4');
    o.require(g.filter.type.shape[0] === 1 && Number.isInteger(g.multiplier), 'a filter [1, height, width, input channels * multiplier]');
    const expected = [g.batch, ...windowExtents(a, g.inHeight, g.inWidth, g.filterHeight, g.filterWidth), g.outChannels];
    o.require(expected.every((extent, at) => extent === g.output.type.shape[at]), `an output of shape [${expected.join(', ')}]; it has [${g.output.type.shape.join(', ')}]`);
    checkConvolutionTypes(o, g.outChannels, ['i64']);
  },

  macs(o) {
    const g = depthwiseConv2dShape(o);
    return elementCount(g.output.type.shape) * g.filterHeight * g.filterWidth;
  },

  evaluate(o, data) {
    const g = depthwiseConv2dShape(o), a = o.attrs;
    const x = data.read(g.input), w = data.read(g.filter), y = data.write(g.output);
    const float = g.input.type.element === 'f32', offset = float ? 0 : convolutionQuantization(o, g.outChannels, a.activation).inputOffset;
    const finish = convolutionFinish(o, data, g.outChannels, a.activation);
    let at = 0;
    for (let batch = 0; batch < g.batch; batch++)
      for (let row = 0; row < g.outHeight; row++)
        for (let column = 0; column < g.outWidth; column++)
          for (let out = 0; out < g.outChannels; out++) {
            const channel = Math.floor(out / g.multiplier);
            let acc = 0;
            for (let fy = 0; fy < g.filterHeight; fy++) {
              const iy = row * a.strideHeight - g.padding.top + fy * a.dilationHeight;
              if (iy < 0 || iy >= g.inHeight) continue;
              for (let fx = 0; fx < g.filterWidth; fx++) {
                const ix = column * a.strideWidth - g.padding.left + fx * a.dilationWidth;
                if (ix < 0 || ix >= g.inWidth) continue;
                const product = (Number(x[((batch * g.inHeight + iy) * g.inWidth + ix) * g.inChannels + channel]!) + offset)
                  * Number(w[(fy * g.filterWidth + fx) * g.outChannels + out]!);
                acc = float ? Math.fround(acc + Math.fround(product)) : acc + product;
              }
            }
            y[at++] = finish(acc, out);
          }
  },
};
