/** Operators made up for the reader's tests: they keep what they were given and compute nothing. */
import type { Graph, Op } from '../../runtime-ts/ir/graph.js';
import { defineOp, type OpSlice, type TfliteOptions } from '../../codegen/ops/op_slice.js';

type Attrs = Readonly<Record<string, unknown>>;

function recorder(code: string, decode: (options: TfliteOptions) => Attrs, custom?: true): OpSlice {
  const op: Op<Attrs> = {
    name: code.toLowerCase(), int4Operands: [1], check: () => undefined, evaluate: () => undefined,
    subgraphs: (attrs) => Object.values(attrs).filter((value): value is Graph => typeof value === 'object' && value !== null && 'nodes' in value),
  };
  return defineOp<Attrs>({ op, kernels: [], tflite: [custom ? { code, custom, decode } : { code, decode }] });
}

export const testSlices: readonly OpSlice[] = [
  recorder('ADD', (o) => ({ activation: o.activation(), powerOfTwo: o.flag('pot_scale_int16'), version: o.version })),
  recorder('ABS', () => ({})),
  recorder('CUMSUM', (o) => ({ exclusive: o.flag('exclusive') })),
  recorder('CONV_2D', (o) => ({ padding: o.padding(), stride: o.number('stride_w'), dilation: o.number('dilation_w_factor') })),
  recorder('RESHAPE', (o) => ({ shape: o.numbers('new_shape') })),
  recorder('SOFTMAX', (o) => ({ beta: o.number('beta') })),
  recorder('READ_VARIABLE', () => ({})),
  recorder('ASSIGN_VARIABLE', () => ({})),
  recorder('CALL_ONCE', (o) => ({ initial: o.graph(o.number('init_subgraph_index')) })),
  recorder('STABLEHLO_COMPOSITE', (o) => ({ name: o.text('name'), bytes: [...o.numbers('composite_attributes')] })),
  recorder('SPLIT', (o) => (o.number('num_splits') > 2 ? o.refuse('splits into more than two parts') : {})),
  recorder('IF', (o) => ({ then: o.graph(o.number('then_subgraph_index')), otherwise: o.graph(o.number('else_subgraph_index')) })),
  recorder('Scramble', (o) => ({ bytes: [...o.custom] }), true),
];
