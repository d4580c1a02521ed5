import { elementCount } from '../../runtime-ts/ir/graph.js';
import { signalEnergy, type EnergyAttrs } from '../../runtime-ts/ops/signal_spectrum.js';
import { defineOp } from './op_slice.js';

export default defineOp<EnergyAttrs>({
  op: signalEnergy,
  tflite: [{ code: 'SignalEnergy', custom: true, decode: (options) => ({ start: options.customNumber('start_index'), end: options.customNumber('end_index') }) }],
  kernels: [{
    symbol: 'bn_signal_energy',
    call: (o) => ({ params: { count: elementCount(o.output(0).type.shape), start: o.attrs.start, end: o.attrs.end }, reads: [o.input(0)], writes: [o.output(0)] }),
  }],
});
