import { elementCount, type Element, type Operands } from '../../runtime-ts/ir/graph.js';
import { signalOverlapAdd, type OverlapAddAttrs } from '../../runtime-ts/ops/signal_frames.js';
import { defineOp, type Kernel } from './op_slice.js';

const kernel = (type: string, element: Element): Kernel<OverlapAddAttrs> => ({
  symbol: `bn_signal_overlap_add_${type}`,
  accepts: (o) => (o.input(0).type.element === element ? true : `takes ${element}, not ${o.input(0).type.element}`),
  call(o: Operands<OverlapAddAttrs>) {
    const input = o.input(0), [frames = 1, size = 1] = input.type.shape.slice(-2);
    return { params: { rows: elementCount(input.type.shape) / (frames * size), frames, size, step: o.attrs.step }, reads: [input, o.input(1)], writes: [o.output(0)] };
  },
});

export default defineOp<OverlapAddAttrs>({
  op: signalOverlapAdd,
  tflite: [{
    code: 'SignalOverlapAdd', custom: true, decode: (options) => ({ step: options.customNumber('frame_step') }),
    states(_, [input]) {
      const shape = input?.type.shape ?? [1, 1];
      return [{ name: 'sums', type: { element: input?.type.element ?? 'i16', shape: [...shape.slice(0, -2), shape.at(-1) ?? 1] } }];
    },
  }],
  kernels: [kernel('s16', 'i16'), kernel('f32', 'f32')],
});
