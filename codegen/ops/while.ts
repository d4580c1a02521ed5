import { passed, whileOp, type WhileAttrs } from '../../runtime-ts/ops/control.js';
import { defineOp } from './op_slice.js';

export default defineOp<WhileAttrs>({
  op: whileOp,
  tflite: [{ code: 'WHILE', decode: (o) => ({ condition: o.graph(o.number('cond_subgraph_index')), body: o.graph(o.number('body_subgraph_index')) }) }],
  kernels: [],
  control: (o) => ({ kind: 'while', condition: o.attrs.condition, body: o.attrs.body, ...passed(o, 0) }),
});
