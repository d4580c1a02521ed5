import type { Element, Operands } from '../../runtime-ts/ir/graph.js';
import { broadcastCall, unrepeatedOperands } from './arithmetic_kernels.js';
import type { Kernel, KernelParams } from './op_slice.js';

/** A kernel `symbol` of two operands that broadcast, for a left operand of this type. */
export function binaryKernel<A>(symbol: string, element: Element, params: (o: Operands<A>) => KernelParams = () => ({})): Kernel<A> {
  return {
    symbol,
    accepts: (o) => (o.input(0).type.element === element ? true : `takes ${element}, not ${o.input(0).type.element}`),
    inPlace: (o) => unrepeatedOperands(o).filter((index) => o.input(index).type.element === o.output(0).type.element),
    call: (o) => broadcastCall(o, params(o)),
  };
}
