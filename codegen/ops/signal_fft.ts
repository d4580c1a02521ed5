import { elementBytes } from '../../runtime-ts/ir/graph.js';
import { fftPlan, type FftElement } from '../../runtime-ts/numerics/fft.js';
import { fftShape, signalIrfft, signalRfft, type FftAttrs } from '../../runtime-ts/ops/signal_fft.js';
import { defineOp, table, type Kernel, type OpSlice } from './op_slice.js';

const types = [['s16', 'i16'], ['s32', 'i32'], ['f32', 'f32']] as const;

function kernel(name: 'rfft' | 'irfft', type: string, element: FftElement): Kernel<FftAttrs> {
  return {
    symbol: `bn_signal_${name}_${type}`, header: `bn_signal_fft_${type}.h`,
    accepts: (o) => (o.input(0).type.element === element ? true : `takes ${element}, not ${o.input(0).type.element}`),
    call(o) {
      const g = fftShape(o), plan = fftPlan(element, o.attrs.length, name === 'irfft'), numbers = (name === 'rfft' ? 4 : 2) * plan.length;
      return {
        params: {
          rows: g.rows, input_length: g.inLength, length: plan.length, inverse: plan.inverse, stages: plan.factors.length,
          factors: table('factors', 'i32', Int32Array.from(plan.factors.flat()), `[${plan.factors.length}][2]`),
          twiddles: table('twiddles', element, plan.twiddles, `[${plan.length}][2]`), super_twiddles: table('super_twiddles', element, plan.superTwiddles, `[${plan.superTwiddles.length / 2}][2]`),
        },
        reads: [g.input], writes: [g.output], scratchBytes: numbers * elementBytes(element),
      };
    },
  };
}

function slice(op: typeof signalRfft, code: string, name: 'rfft' | 'irfft'): OpSlice {
  return defineOp<FftAttrs>({
    op, tflite: [{ code, custom: true, decode: (options) => ({ length: options.customNumber('fft_length') }) }], kernels: types.map(([type, element]) => kernel(name, type, element)),
  });
}

export const rfft = slice(signalRfft, 'SignalRfft', 'rfft');
export const irfft = slice(signalIrfft, 'SignalIrfft', 'irfft');
