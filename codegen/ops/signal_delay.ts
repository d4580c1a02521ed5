import { elementCount, type Value } from '../../runtime-ts/ir/graph.js';
import { signalDelay, type DelayAttrs } from '../../runtime-ts/ops/signal_frames.js';
import { defineOp } from './op_slice.js';

const rowsOf = (input: Value | null | undefined): number => elementCount((input?.type.shape ?? [1]).slice(0, -1));

export default defineOp<DelayAttrs>({
  op: signalDelay,
  tflite: [{
    code: 'SignalDelay', custom: true, decode: (options) => ({ delay: options.customNumber('delay_length') }),
    states: ({ delay }, [input]) => [{ name: 'kept', type: { element: 'i16', shape: [rowsOf(input), Math.max(delay, 1)] } }],
  }],
  kernels: [{
    symbol: 'bn_signal_delay',
    call(o) {
      const input = o.input(0);
      return { params: { rows: rowsOf(input), length: input.type.shape.at(-1) ?? 1, delay: o.attrs.delay }, reads: [input, o.input(1)], writes: [o.output(0)] };
    },
  }],
});
