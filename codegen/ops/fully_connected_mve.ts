import type { Operands } from '../../runtime-ts/ir/graph.js';
import { fullyConnectedQuantization, fullyConnectedShape, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { acceptsConv2dMve, callConv2dMve, conv2dMveSymbol, type MveConvolution } from './conv_2d_mve.js';
import type { Kernel } from './op_slice.js';

/** A vector as one place of an image, a row as a batch. */
function asConvolution(o: Operands<FullyConnectedAttrs>): MveConvolution {
  const g = fullyConnectedShape(o), weights = Array.from(constantData(g.weights), Number);
  return {
    ...fullyConnectedQuantization(o), input: g.input, output: g.output, bias: g.bias,
    attrs: { padding: 'valid', strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1 }, padding: { top: 0, left: 0 },
    batches: g.rows, inHeight: 1, inWidth: 1, inChannels: g.depth, outHeight: 1, outWidth: 1, filterHeight: 1, filterWidth: 1,
    rows: Array.from({ length: g.outputs }, (_, out) => weights.slice(out * g.depth, (out + 1) * g.depth)),
  };
}

export const helium: Kernel<FullyConnectedAttrs> = {
  symbol: conv2dMveSymbol,
  needs: ['mve'],
  inline: true,
  accepts(o) {
    const verdict = int8WithConstants(o);
    if (verdict !== true) return verdict;
    return fullyConnectedQuantization(o).filterOffset === 0 ? acceptsConv2dMve(asConvolution(o)) : 'takes symmetric weights';
  },
  call: (o) => callConv2dMve(asConvolution(o)),
};
