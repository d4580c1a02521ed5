import { elementBytes, elementCount, typeBytes, type Element } from '../../runtime-ts/ir/graph.js';
import { cast } from '../../runtime-ts/ops/cast.js';
import { defineOp, type Kernel, type SymbolField } from './op_slice.js';

/** The enumerators of bn_cast.h. */
const integers: Readonly<Partial<Record<Element, string>>> = { i8: 'BN_CAST_S8', bool: 'BN_CAST_BOOL', i16: 'BN_CAST_S16', i32: 'BN_CAST_S32', u32: 'BN_CAST_U32' };

function integer(element: Element): SymbolField {
  return { kind: 'symbol', name: integers[element] ?? '' };
}

/** Integers of one size, or floats from floats, are the same bytes; a bool is not just any byte. */
const copy: Kernel<null> = {
  symbol: 'bn_copy',
  accepts(o) {
    const from = o.input(0).type.element, to = o.output(0).type.element;
    const size = elementBytes(from) === elementBytes(to), integers = from !== 'f32' && to !== 'f32' && to !== 'bool';
    return from === to || (integers && size) ? true : `takes bytes that stay, not ${from} to ${to}`;
  },
  call: (o) => ({ params: { bytes: typeBytes(o.output(0).type) }, reads: [o.input(0)], writes: [o.output(0)] }),
};

/** `reads` and `writes`: whether the kernel's params name the type of that side. */
function conversion(symbol: string, reads: boolean, writes: boolean): Kernel<null> {
  return {
    symbol,
    accepts(o) {
      const from = o.input(0).type.element, to = o.output(0).type.element;
      return (from !== 'f32') === reads && (to !== 'f32') === writes ? true : `does not take ${from} to ${to}`;
    },
    inPlace: (o) => (elementBytes(o.input(0).type.element) === elementBytes(o.output(0).type.element) ? [0] : []),
    call: (o) => ({
      params: {
        count: elementCount(o.output(0).type.shape), ...(reads ? { from: integer(o.input(0).type.element) } : {}), ...(writes ? { to: integer(o.output(0).type.element) } : {}),
      },
      reads: [o.input(0)], writes: [o.output(0)],
    }),
  };
}

export default defineOp<null>({
  op: cast, tflite: [{ code: 'CAST', decode: () => null }],
  kernels: [copy, conversion('bn_cast_integer', true, true), conversion('bn_cast_to_f32', true, false), conversion('bn_cast_from_f32', false, true)],
});
