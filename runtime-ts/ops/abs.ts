/** ABS: distance from the zero point, rescaled; int16 without a scale as plain integers (micro/kernels/elementwise.cc). */
import type { Operands } from '../ir/graph.js';
import { clamp, rangeOf, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { defineUnary, type Answer } from './unary.js';

/** Plain int16 numbers have no rescaling and no upper limit: |-32768| wraps around. */
export function absQuantization(o: Operands<null>) {
  const input = o.input(0), output = o.output(0);
  const range = rangeOf(input.type.element === 'i16' ? 'i16' : 'i8');
  if (input.type.element === 'i16' && input.type.quantization === undefined) return { inputOffset: 0, outputOffset: 0, multiplier: toMultiplier(1), highest: range[1] + 1 };
  const x = o.perTensor(input), y = o.perTensor(output);
  return { inputOffset: -x.zeroPoint, outputOffset: y.zeroPoint, multiplier: toMultiplier(x.scale / y.scale), highest: range[1] };
}

function integer(o: Operands<null>): Answer {
  const q = absQuantization(o), [lowest] = rangeOf(o.input(0).type.element === 'i16' ? 'i16' : 'i8');
  return (x) => clamp(requantize(Math.abs(x + q.inputOffset), q.multiplier) + q.outputOffset, lowest, q.highest);
}

export const abs = defineUnary<null>({
  name: 'abs',
  unquantized: ['i16'],
  check(o) {
    if (o.input(0).type.element !== 'i16' || o.input(0).type.quantization === undefined) return;
    o.require(o.perTensor(o.input(0)).zeroPoint === 0 && o.perTensor(o.output(0)).zeroPoint === 0, 'zero points of 0');
  },
  types: { i8: integer, i16: integer, f32: () => Math.abs },
});
