import { elementCount } from '../../runtime-ts/ir/graph.js';
import { circularBuffer, circularBufferShape, type CircularBufferAttrs } from '../../runtime-ts/ops/circular_buffer.js';
import { defineOp } from './op_slice.js';

export default defineOp<CircularBufferAttrs>({
  op: circularBuffer,
  tflite: [{
    code: 'CIRCULAR_BUFFER', custom: true, decode: (options) => ({ cycles: options.customNumber('cycles_max', 0) }),
    states: (_, __, [output]) => [
      { name: 'kept', type: { element: 'i8', shape: [elementCount(output?.type.shape ?? [])] } }, { name: 'runs', type: { element: 'i32', shape: [] } }, { name: 'complete', type: { element: 'bool', shape: [] } },
    ],
  }],
  kernels: [{
    symbol: 'bn_circular_buffer_s8',
    call(o) {
      const { slots, depth, cycles } = circularBufferShape(o);
      return { params: { slots, depth, cycles }, reads: [o.input(0)], writes: [o.input(1), o.input(2), o.input(3), o.output(0)], stopUnless: o.input(3) };
    },
  }],
});
