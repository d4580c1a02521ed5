/** IF, WHILE and CALL_ONCE as C: values are copied into a sub-graph's frame, its function runs, and its results are copied out. */
import { typeBytes, type Graph, type Value } from '../../runtime-ts/ir/graph.js';
import type { Control } from '../ops/op_slice.js';

/** A sub-graph as its caller sees it: the call, and where its inputs and outputs are. */
export interface Callee { readonly call: string; readonly inputs: readonly string[]; readonly outputs: readonly string[] }

export function controlLines(control: Control, address: (value: Value) => string, callee: (graph: Graph) => Callee): readonly string[] {
  const sizes = (values: readonly Value[]): readonly number[] => values.map(({ type }) => typeBytes(type));
  const copies = (to: readonly string[], from: readonly string[], bytes: readonly number[]): readonly string[] =>
    to.map((destination, at) => `memcpy(${destination}, ${from[at] ?? ''}, ${bytes[at] ?? 0});`);
  const { inputs, outputs } = control, ours = { inputs: inputs.map(address), outputs: outputs.map(address) };
  switch (control.kind) {
    case 'if': {
      const branch = (graph: Graph): readonly string[] => {
        const sub = callee(graph);
        return indent([...copies(sub.inputs, ours.inputs, sizes(inputs)), sub.call, ...copies(ours.outputs, sub.outputs, sizes(outputs))]);
      };
      return [`if (${element(address(control.condition))} != 0) {`, ...branch(control.then), '} else {', ...branch(control.otherwise), '}'];
    }
    case 'while': {
      const condition = callee(control.condition), body = callee(control.body), bytes = sizes(outputs);
      return [
        ...copies(ours.outputs, ours.inputs, bytes),
        'for (;;) {',
        ...indent([
          ...copies(condition.inputs, ours.outputs, bytes), condition.call,
          `if (${element(condition.outputs[0] ?? '')} == 0)`, '    break;',
          ...copies(body.inputs, ours.outputs, bytes), body.call, ...copies(ours.outputs, body.outputs, bytes),
        ]),
        '}',
      ];
    }
    case 'once': {
      const done = element(address(control.done));
      return [`if (${done} == 0) {`, ...indent([callee(control.initial).call, `${done} = 1;`]), '}'];
    }
  }
}

/** What is at an address of the form `memory + offset`, or the first element of a constant's array. */
function element(address: string): string {
  const [memory, offset = '0'] = address.split(' + ');
  return `${memory}[${offset}]`;
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`);
}
