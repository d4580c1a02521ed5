import { elementCount, type Element, type Operands } from '../../runtime-ts/ir/graph.js';
import type { Kernel, KernelParams } from './op_slice.js';

/** A kernel `symbol` of one operand, taken element by element, for inputs and outputs of these types. */
export function unaryKernel<A>(symbol: string, from: Element, to: Element, params: (o: Operands<A>) => KernelParams = () => ({})): Kernel<A> {
  return {
    symbol,
    accepts(o) {
      const input = o.input(0).type.element, output = o.output(0).type.element;
      return input === from && output === to ? true : `takes ${from} to ${to}, not ${input} to ${output}`;
    },
    inPlace: () => (from === to ? [0] : []),
    call: (o) => ({ params: { count: elementCount(o.output(0).type.shape), ...params(o) }, reads: [o.input(0)], writes: [o.output(0)] }),
  };
}
