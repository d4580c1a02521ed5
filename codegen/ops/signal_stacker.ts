import { signalStacker, type StackerAttrs } from '../../runtime-ts/ops/signal_frames.js';
import { defineOp } from './op_slice.js';

export default defineOp<StackerAttrs>({
  op: signalStacker,
  tflite: [{
    code: 'SignalStacker', custom: true,
    decode: (options) => ({
      channels: options.customNumber('num_channels'), left: options.customNumber('stacker_left_context'), right: options.customNumber('stacker_right_context'), step: options.customNumber('stacker_step'),
    }),
    states: ({ channels, left, right }) => [
      { name: 'kept', type: { element: 'i16', shape: [Math.max(left + right + 1, 1), Math.max(channels, 1)] } }, { name: 'state', type: { element: 'i32', shape: [2] } },
    ],
  }],
  kernels: [{
    symbol: 'bn_signal_stacker',
    call(o) {
      const { channels, left, right, step } = o.attrs;
      return { params: { channels, left, frames: left + right + 1, step }, reads: [o.input(0), o.input(1), o.input(2)], writes: [o.output(0), o.output(1)] };
    },
  }],
});
