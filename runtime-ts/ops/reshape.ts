/** RESHAPE, SQUEEZE and EXPAND_DIMS: the same bytes under another shape. */
import { typeBytes, type Op, type Operands } from '../ir/graph.js';

function sameBytes<A>(name: string, check?: (o: Operands<A>) => void): Op<A> {
  return {
    name,
    check(o) {
      const input = o.input(0, 'input'), output = o.output(0);
      o.require(input.type.element === output.type.element && typeBytes(input.type) === typeBytes(output.type), 'an output of as many elements of the same type');
      check?.(o);
    },
    evaluate(o, data) {
      const x = data.read(o.input(0)), y = data.write(o.output(0));
      new Uint8Array(y.buffer, y.byteOffset, y.byteLength).set(new Uint8Array(x.buffer, x.byteOffset, x.byteLength));
    },
  };
}

export const reshape = sameBytes<null>('reshape');

/** Without dimensions, all of extent 1 go. */
export interface SqueezeAttrs { readonly dimensions: readonly number[] }

export const squeeze = sameBytes<SqueezeAttrs>('squeeze', (o) => {
  const { shape } = o.input(0).type, dimensions = new Set(o.attrs.dimensions.map((at) => (at < 0 ? at + shape.length : at)));
  o.require([...dimensions].every((at) => shape[at] === 1), 'dimensions of extent 1 to leave out');
  const expected = shape.filter((extent, at) => (dimensions.size === 0 ? extent !== 1 : !dimensions.has(at)));
  o.require(expected.join() === o.output(0).type.shape.join(), `an output of shape [${expected.join(', ')}]`);
});

export const expandDims = sameBytes<null>('expand_dims', (o) => {
  const { element, shape } = o.input(0).type, rank = shape.length + 1, axis = o.constant(1, 'axis')[0] ?? 0;
  o.require(['i8', 'i16', 'f32'].includes(element), `int8, int16 or float32; it has ${element}`);
  o.require(o.input(1).type.element === 'i32' && axis >= -rank && axis < rank, `an axis of int32 from ${-rank} to ${rank - 1}`);
  const expected = [...shape];
  expected.splice(axis < 0 ? axis + rank : axis, 0, 1);
  o.require(expected.join() === o.output(0).type.shape.join(), `an output of shape [${expected.join(', ')}]`);
});
