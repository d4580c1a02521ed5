/** CAST: C's conversions of stored numbers, whatever their scales (micro/kernels/cast.cc). */
import { elementCount, type Element, type Op } from '../ir/graph.js';
import { int32OfFloat, uint32OfFloat } from '../numerics/convert.js';

const elements: readonly Element[] = ['i8', 'i16', 'i32', 'u32', 'f32', 'bool'];

function conversion(from: Element, to: Element): (x: number) => number {
  if (to === 'bool') return (x) => (x === 0 ? 0 : 1);
  if (from !== 'f32' || to === 'f32') return (x) => x;
  return to === 'u32' ? uint32OfFloat : int32OfFloat;
}

export const cast: Op<null> = {
  name: 'cast',
  pointwise: true,

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0);
    o.require(elements.includes(input.type.element), `an input of type ${elements.join(' or ')}; it is ${input.type.element}`);
    o.require(elements.includes(output.type.element), `an output of type ${elements.join(' or ')}; it is ${output.type.element}`);
    o.require(elementCount(input.type.shape) === elementCount(output.type.shape), 'an output of the size of its input');
  },

  evaluate(o, data) {
    const x = data.read(o.input(0)), y = data.write(o.output(0));
    const convert = conversion(o.input(0).type.element, o.output(0).type.element);
    // Typed arrays keep the low bits of what does not fit, as C does.
    for (let at = 0; at < y.length; at++) y[at] = convert(Number(x[at]!));
  },
};
