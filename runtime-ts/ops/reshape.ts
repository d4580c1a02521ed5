/** RESHAPE, SQUEEZE and EXPAND_DIMS: the same bytes under another shape. */
import { typeBytes, type Op } from '../ir/graph.js';

function sameBytes(name: string): Op<null> {
  return {
    name,
    check(o) {
      const input = o.input(0, 'input'), output = o.output(0);
      o.require(input.type.element === output.type.element && typeBytes(input.type) === typeBytes(output.type), 'an output of as many elements of the same type');
    },
    evaluate(o, data) {
      const x = data.read(o.input(0)), y = data.write(o.output(0));
      new Uint8Array(y.buffer, y.byteOffset, y.byteLength).set(new Uint8Array(x.buffer, x.byteOffset, x.byteLength));
    },
  };
}

export const reshape = sameBytes('reshape');
export const squeeze = sameBytes('squeeze');
export const expandDims = sameBytes('expand_dims');
