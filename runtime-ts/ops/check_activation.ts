import type { Operands, Value } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { activationOverflows } from '../numerics/fixed_point.js';

/** Refuses a fused activation whose bounds are beyond int32 at the output's scale (kernel_util.cc, Quantize). */
export function checkActivation<A>(o: Operands<A>, activation: Activation, output: Value): void {
  o.require(!activationOverflows(activation, o.perTensor(output).scale), `an output scale at which the bounds of ${activation.toUpperCase()} fit 32 bits`);
}
