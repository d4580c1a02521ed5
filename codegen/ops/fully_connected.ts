import { fullyConnected, fullyConnectedQuantization, fullyConnectedShape, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { channelTable } from './channel_table.js';
import { constantData, int8WithConstants } from './constant_operands.js';
import { defineOp, table, type Kernel } from './op_slice.js';

const portable: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s8',
  inline: true,

  accepts: int8WithConstants,

  call(o) {
    const g = fullyConnectedShape(o), q = fullyConnectedQuantization(o);
    const weights = Array.from(constantData(g.weights), Number);
    // sum (x + offset) * w = sum x * w + offset * sum w: the second sum is known now.
    const sums = Array.from({ length: g.outputs }, (_, out) =>
      weights.slice(out * g.depth, (out + 1) * g.depth).reduce((sum, w) => sum + w + q.filterOffset, 0));
    return {
      params: {
        rows: g.rows, depth: g.depth, outputs: g.outputs, filter_offset: q.filterOffset, output_offset: q.outputOffset,
        activation_min: q.range[0], activation_max: q.range[1],
        weights: table('weights', 'i8', Int8Array.from(weights), `[${g.outputs}][${g.depth}]`, 4),
        channels: channelTable(g.bias, sums.map((sum) => sum * q.inputOffset), q.multipliers),
      },
      reads: [g.input], writes: [g.output],
    };
  },
};

export default defineOp<FullyConnectedAttrs>({
  op: fullyConnected,
  tflite: [{
    code: 'FULLY_CONNECTED',
    decode: (options) => options.number('weights_format') === 0
      ? { activation: options.activation() }
      : options.refuse('uses shuffled weights (weights_format 1)'),
  }],
  kernels: [portable],
});
