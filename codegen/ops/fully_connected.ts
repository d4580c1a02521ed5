import { viewOf, type Operands } from '../../runtime-ts/ir/graph.js';
import { fullyConnected, fullyConnectedQuantization, fullyConnectedShape, type FullyConnectedAttrs } from '../../runtime-ts/ops/fully_connected.js';
import { channelTable } from './channel_table.js';
import { defineOp, table, type Kernel } from './op_slice.js';

const portable: Kernel<FullyConnectedAttrs> = {
  symbol: 'bn_fully_connected_s8',
  inline: true,

  accepts(o: Operands<FullyConnectedAttrs>) {
    const { input, weights, bias } = fullyConnectedShape(o);
    if (input.type.element !== 'i8') return `takes int8, not ${input.type.element}`;
    if (weights.storage.kind !== 'constant') return 'takes constant weights only';
    return bias === undefined || bias.storage.kind === 'constant' ? true : 'takes a constant bias only';
  },

  call(o) {
    const g = fullyConnectedShape(o), q = fullyConnectedQuantization(o);
    if (g.weights.storage.kind !== 'constant') throw new Error('accepts() lets only constant weights through');
    const weights = Array.from(viewOf('i8', g.weights.storage.bytes), Number);
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
