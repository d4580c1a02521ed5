import { conv2dAdd, convolutionPart, sumPart, type Conv2dAddAttrs } from '../../runtime-ts/ops/conv_2d_add.js';
import { quantizedRange } from '../../runtime-ts/ops/arithmetic.js';
import { linearSumOf } from './add_linear.js';
import { asDspConvolution, takesDspConvolution } from './conv_2d.js';
import { callConv2dDsp, conv2dDspAlike, conv2dDspVaries, conv2dNarrowColumns } from './conv_2d_dsp.js';
import { defineOp, type Kernel } from './op_slice.js';

const inConvolution = (field: string): string => `convolution_${field}`;

const dualMac: Kernel<Conv2dAddAttrs> = {
  symbol: 'bn_conv_2d_add_s8_dsp',
  needs: ['dsp'],
  inline: true,
  varies: conv2dDspVaries.map(inConvolution),
  alike: conv2dDspAlike.map(inConvolution),
  // The other operand is read where the sum is written, right before.
  inPlace: () => [1],
  accepts(o) {
    const verdict = takesDspConvolution(convolutionPart(o));
    return verdict !== true || linearSumOf(sumPart(o), 1) !== undefined ? verdict : 'no constant makes one multiplication an operand exact';
  },
  call(o) {
    const convolution = convolutionPart(o), sum = linearSumOf(sumPart(o), 1), [low, high] = quantizedRange(sumPart(o));
    if (sum === undefined) throw new Error('accepts() was not asked');
    const { params, reads, scratchBytes = 0 } = callConv2dDsp(asDspConvolution(convolution), conv2dNarrowColumns, conv2dNarrowColumns * (o.output(0).type.shape.at(-1) ?? 1));
    const [multiplier, other] = o.attrs.isLeft ? [sum.left, sum.right] : [sum.right, sum.left];
    return {
      params: {
        convolution: { kind: 'struct', fields: params },
        sum: { kind: 'struct', fields: { multiplier, other_multiplier: other, constant: sum.constant, shift: sum.shift, activation_min: low, activation_max: high } },
      },
      reads: [...reads, o.input(3)], writes: [o.output(0)], scratchBytes,
    };
  },
};

/** Made by the pass that fuses sums, for cores that have a kernel. */
export default defineOp<Conv2dAddAttrs>({ op: conv2dAdd, tflite: [], kernels: [dualMac] });
