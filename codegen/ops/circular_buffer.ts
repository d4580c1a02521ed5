import { elementCount, typeBytes } from '../../runtime-ts/ir/graph.js';
import { circularBuffer, circularBufferShape, type CircularBufferAttrs } from '../../runtime-ts/ops/circular_buffer.js';
import { defineOp, type HiddenState, type KernelCall } from './op_slice.js';

export default defineOp<CircularBufferAttrs>({
  op: circularBuffer,
  tflite: [{
    code: 'CIRCULAR_BUFFER', custom: true,
    decode(options) {
      const cycles = options.customNumber('cycles_max', 0);
      return { cycles: cycles > 0 ? cycles : undefined };
    },
    states: (_, __, [output, valid]): readonly HiddenState[] => [
      { name: 'runs', type: { element: 'i32', shape: [] } },
      ...(valid === undefined ? [{ name: 'complete', type: { element: 'bool', shape: [] } } as const] : []),
      ...(output?.storage.kind === 'state' ? [] : [{ name: 'kept', type: { element: 'i8', shape: [elementCount(output?.type.shape ?? [])] } } as const]),
    ],
  }],
  kernels: [{
    symbol: 'bn_circular_buffer_s8',
    call(o) {
      const { slots, depth, cycles, flagged, output, runs, complete, kept } = circularBufferShape(o);
      const calls: readonly KernelCall[] = [
        { params: { slots, depth, cycles }, reads: [o.input(0)], writes: [kept, runs, complete] },
        ...(kept === output ? [] : [{ symbol: 'bn_copy', params: { bytes: typeBytes(output.type) }, reads: [kept], writes: [output] }]),
      ];
      return flagged ? calls : calls.map((call, at) => (at === calls.length - 1 ? { ...call, stopUnless: complete } : call));
    },
  }],
});
