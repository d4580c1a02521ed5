/** An operator as a user writes it, for custom_op.test.ts; Burin loads this very file. */
import { clamp, customOp } from 'burin';

export default customOp<{ readonly decay: number }>({
  code: 'PeakHold',
  decode: (options) => ({ decay: options.custom[0] ?? 1 }),
  states: (_, [input]) => {
    const type = { element: 'i8', shape: input?.type.shape ?? [] } as const;
    return [{ name: 'peaks', type, initial: new Uint8Array(type.shape.reduce((a, b) => a * b, 1)).fill(128) }];
  },
  check(o) {
    o.require(o.input(0).type.element === 'i8' && o.output(0).type.element === 'i8', 'int8 in and out');
  },
  evaluate(o, data) {
    const x = data.i8(o.input(0)), peaks = data.i8(o.input(1)), y = data.i8(o.output(0));
    x.forEach((value, at) => {
      const peak = clamp(Math.max(value, (peaks[at] ?? 0) - o.attrs.decay), -128, 127);
      peaks[at] = peak;
      y[at] = peak;
    });
  },
  kernels: [{
    symbol: 'peak_hold_s8',
    files: ['peak_hold_s8.h', 'peak_hold_s8.c'],
    call: (o) => ({
      params: { count: o.input(0).type.shape.reduce((a, b) => a * b, 1), decay: o.attrs.decay }, reads: [o.input(0), o.input(1)], writes: [o.output(0)],
    }),
  }],
});
