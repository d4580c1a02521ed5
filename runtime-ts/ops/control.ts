/** IF, WHILE and CALL_ONCE: operators that run sub-graphs (micro/kernels/{if,while,call_once}.cc). */
import { elementCount, valueOf, type Graph, type Op, type Operands, type Value, type ValueId } from '../ir/graph.js';

export interface IfAttrs { readonly then: Graph; readonly otherwise: Graph }
export interface WhileAttrs { readonly condition: Graph; readonly body: Graph }
export interface CallOnceAttrs { readonly initial: Graph }

type Values = readonly Value[];

/** Operands from `first` on, and all results. */
export function passed<A>(o: Operands<A>, first: number): { readonly inputs: Values; readonly outputs: Values } {
  return {
    inputs: Array.from({ length: o.inputCount - first }, (_, at) => o.input(first + at)),
    outputs: Array.from({ length: o.outputCount }, (_, at) => o.output(at)),
  };
}

/** Bytes are copied between the caller's tensors and the sub-graph's, so they have to be alike. */
function requireLike<A>(o: Operands<A>, ours: Values, graph: Graph, ids: readonly ValueId[], what: string): void {
  const theirs = ids.map((id) => valueOf(graph, id));
  o.require(ours.length === theirs.length, `as many ${what} as the sub-graph "${graph.name}" has, which is ${theirs.length}`);
  ours.forEach((value, at) => {
    const other = theirs[at];
    o.require(other !== undefined && value.type.element === other.type.element && elementCount(value.type.shape) === elementCount(other.type.shape),
      `"${value.name}" of the type and size of "${other?.name ?? ''}" in the sub-graph "${graph.name}"`);
  });
}

const isFlag = (value: Value): boolean => value.type.element === 'bool' && elementCount(value.type.shape) === 1;

export const ifOp: Op<IfAttrs> = {
  name: 'if',
  subgraphs: ({ then, otherwise }) => [then, otherwise],
  check(o) {
    o.require(isFlag(o.input(0, 'condition')), 'a condition of one bool');
    const { inputs, outputs } = passed(o, 1);
    for (const graph of [o.attrs.then, o.attrs.otherwise]) {
      requireLike(o, inputs, graph, graph.inputs, 'inputs after the condition');
      requireLike(o, outputs, graph, graph.outputs, 'outputs');
    }
  },
  evaluate(o, data) {
    const { inputs, outputs } = passed(o, 1), taken = data.read(o.input(0))[0] !== 0 ? o.attrs.then : o.attrs.otherwise;
    const results = data.call(taken, inputs.map((value) => data.read(value).slice()));
    outputs.forEach((value, at) => { copy(data.write(value), results[at]); });
  },
};

export const whileOp: Op<WhileAttrs> = {
  name: 'while',
  subgraphs: ({ condition, body }) => [condition, body],
  check(o) {
    const { inputs, outputs } = passed(o, 0), { condition, body } = o.attrs, [flag] = condition.outputs;
    requireLike(o, inputs, condition, condition.inputs, 'inputs');
    requireLike(o, inputs, body, body.inputs, 'inputs');
    requireLike(o, outputs, body, body.outputs, 'outputs');
    requireLike(o, outputs, condition, condition.inputs, 'outputs');
    o.require(flag !== undefined && isFlag(valueOf(condition, flag)), `a sub-graph "${condition.name}" whose first output is one bool`);
  },
  evaluate(o, data) {
    const { inputs, outputs } = passed(o, 0);
    outputs.forEach((value, at) => { copy(data.write(value), inputs[at] && data.read(inputs[at])); });
    const carried = () => outputs.map((value) => data.read(value).slice());
    while (data.call(o.attrs.condition, carried())[0]?.[0] !== 0)
      data.call(o.attrs.body, carried()).forEach((result, at) => { const to = outputs[at]; if (to !== undefined) copy(data.write(to), result); });
  },
};

/** Operand 0 is a state of its own: whether it has run. A reset makes it run again, as after power-up. */
export const callOnce: Op<CallOnceAttrs> = {
  name: 'call_once',
  subgraphs: ({ initial }) => [initial],
  check(o) {
    o.require(o.inputCount === 1 && o.outputCount === 0 && o.attrs.initial.inputs.length === 0, 'neither inputs nor outputs');
  },
  evaluate(o, data) {
    const done = data.write(o.input(0));
    if (done[0] !== 0) return;
    data.call(o.attrs.initial, []);
    done[0] = 1;
  },
};

function copy(to: ArrayBufferView, from: ArrayBufferView | undefined): void {
  if (from === undefined || from.byteLength !== to.byteLength) throw new Error('a sub-graph\'s tensor has another size');
  new Uint8Array(to.buffer, to.byteOffset, to.byteLength).set(new Uint8Array(from.buffer, from.byteOffset, from.byteLength));
}
