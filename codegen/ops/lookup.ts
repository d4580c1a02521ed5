import { elementCount, viewOf, type Element, type Op, type Operands, type Tensors, type Value } from '../../runtime-ts/ir/graph.js';
import { table, type Kernel } from './op_slice.js';

/** The operator's own reference, asked for the answer to every byte. */
function answers<A>(op: Op<A>, o: Operands<A>): Uint8Array {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte), result = new Uint8Array(256);
  const one = (value: Value): Value => ({ ...value, type: { ...value.type, shape: [256] } });
  const input = one(o.input(0)), output = one(o.output(0));
  const wide: Operands<A> = {
    attrs: o.attrs, inputCount: o.inputCount, outputCount: o.outputCount,
    input: (index, role) => (index === 0 ? input : o.input(index, role)), output: () => output,
    optional: (index) => (index === 0 ? input : o.optional(index)),
    constant: (index, role) => o.constant(index, role), perTensor: (value) => o.perTensor(value), require: (ok, what) => o.require(ok, what),
  };
  const data = (value: Value) => viewOf(value.type.element, value === input ? all : result);
  const refuse = (): never => { throw new Error('a function of one byte reads and writes bytes'); };
  const tensors: Tensors = {
    read: data, write: data, i8: (value) => data(value) as Int8Array, i16: refuse, i32: refuse, f32: refuse, call: refuse, stop: refuse,
  };
  op.evaluate(wide, tensors);
  return result;
}

const bytes: readonly Element[] = ['i8', 'u8', 'bool'];

/** Any operator that answers one byte with one byte, as a table of 256 answers. */
export function lookupKernel<A>(op: Op<A>): Kernel<A> {
  return {
    symbol: 'bn_lookup_8',
    accepts: (o) => (bytes.includes(o.input(0).type.element) && bytes.includes(o.output(0).type.element) ? true : 'takes bytes to bytes'),
    inPlace: () => [0],
    call: (o) => ({
      params: { count: elementCount(o.output(0).type.shape), table: table('table', 'i8', new Int8Array(answers(op, o).buffer), '[256]: the answer to every byte') },
      reads: [o.input(0)], writes: [o.output(0)],
    }),
  };
}
