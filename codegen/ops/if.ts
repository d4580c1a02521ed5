import { ifOp, passed, type IfAttrs } from '../../runtime-ts/ops/control.js';
import { defineOp } from './op_slice.js';

export default defineOp<IfAttrs>({
  op: ifOp,
  tflite: [{ code: 'IF', decode: (o) => ({ then: o.graph(o.number('then_subgraph_index')), otherwise: o.graph(o.number('else_subgraph_index')) }) }],
  kernels: [],
  control: (o) => ({ kind: 'if', condition: o.input(0), then: o.attrs.then, otherwise: o.attrs.otherwise, ...passed(o, 1) }),
});
