import { bytesOf, elementCount } from '../../runtime-ts/ir/graph.js';
import { framerCapacity, signalFramer, type FramerAttrs } from '../../runtime-ts/ops/signal_frames.js';
import { defineOp } from './op_slice.js';

export default defineOp<FramerAttrs>({
  op: signalFramer,
  tflite: [{
    code: 'SignalFramer', custom: true,
    decode: (options) => ({ size: options.customNumber('frame_size'), step: options.customNumber('frame_step'), prefill: options.customNumber('prefill') !== 0 }),
    states(attrs, [input]) {
      const rows = elementCount((input?.type.shape ?? [1]).slice(0, -1)), waiting = attrs.prefill ? Math.max(attrs.size - attrs.step, 0) : 0;
      return [
        { name: 'kept', type: { element: 'i16', shape: [rows, Math.max(framerCapacity(attrs), 1) || 1] } },
        { name: 'waiting', type: { element: 'i32', shape: [rows] }, initial: bytesOf(new Int32Array(rows).fill(waiting)) },
      ];
    },
  }],
  kernels: [{
    symbol: 'bn_signal_framer',
    call(o) {
      const input = o.input(0), { size, step } = o.attrs, length = input.type.shape.at(-1) ?? 1;
      return {
        params: { rows: elementCount(input.type.shape) / length, frames: length / step, size, step, capacity: framerCapacity(o.attrs) },
        reads: [input, o.input(1), o.input(2)], writes: [o.output(0), o.output(1)],
      };
    },
  }],
});
