/** ZEROS_LIKE: stored zeros, whatever the zero point (micro/kernels/zeros_like.cc). */
import { elementCount, type Element, type Op } from '../ir/graph.js';

const elements: readonly Element[] = ['i8', 'i32', 'i64', 'f32'];

export const zerosLike: Op<null> = {
  name: 'zeros_like',

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0);
    o.require(elements.includes(input.type.element), `an input of type ${elements.join(' or ')}; it is ${input.type.element}`);
    o.require(output.type.element === input.type.element, 'an output of the type of its input');
    o.require(elementCount(input.type.shape) === elementCount(output.type.shape), 'an output of the size of its input');
  },

  evaluate(o, data) {
    const y = data.write(o.output(0));
    new Uint8Array(y.buffer, y.byteOffset, y.byteLength).fill(0);
  },
};
