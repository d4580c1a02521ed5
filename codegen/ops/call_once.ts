import { callOnce, type CallOnceAttrs } from '../../runtime-ts/ops/control.js';
import { defineOp } from './op_slice.js';

export default defineOp<CallOnceAttrs>({
  op: callOnce,
  tflite: [{
    code: 'CALL_ONCE',
    decode: (o) => ({ initial: o.graph(o.number('init_subgraph_index')) }),
    states: () => [{ name: 'done', type: { element: 'bool', shape: [] } }],
  }],
  kernels: [],
  control: (o) => ({ kind: 'once', done: o.input(0), initial: o.attrs.initial, inputs: [], outputs: [] }),
});
