import { elementCount, type Element, type Operands } from '../../runtime-ts/ir/graph.js';
import type { Kernel, KernelParams } from './op_slice.js';

/** A kernel `symbol` of one operand, row by row of its last dimension, for inputs and outputs of this type. */
export function rowKernel<A>(symbol: string, element: Element, params: (o: Operands<A>) => KernelParams = () => ({})): Kernel<A> {
  return {
    symbol,
    accepts: (o) => (o.input(0).type.element === element ? true : `takes ${element}, not ${o.input(0).type.element}`),
    inPlace: () => [0],
    call(o) {
      const { shape } = o.input(0).type, depth = shape.at(-1) ?? 1;
      return { params: { rows: elementCount(shape) / depth, depth, ...params(o) }, reads: [o.input(0)], writes: [o.output(0)] };
    },
  };
}
