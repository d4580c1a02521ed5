/** POW: x^y; not in TFLM (kernels/pow.cc). int32 wraps around; a negative exponent rounds towards zero, and a constant one is refused as in TensorFlow Lite. */
import { viewOf } from '../ir/graph.js';
import { pow as floatPow } from '../numerics/pow.js';
import { defineBinary } from './binary.js';

function integerPow(base: number, exponent: number): number {
  if (exponent < 0) return base === 1 ? 1 : base === -1 ? 1 - 2 * (exponent & 1) : 0;
  let result = 1, factor = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = Math.imul(result, factor);
    factor = Math.imul(factor, factor);
  }
  return result;
}

export const pow = defineBinary<null>({
  name: 'pow',
  check(o) {
    const { storage, type } = o.input(1);
    if (type.element === 'i32' && storage.kind === 'constant') o.require(viewOf('i32', storage.bytes).every((x: number | bigint) => x >= 0), 'int32 exponents that are not negative');
  },
  types: { f32: () => floatPow, i32: () => integerPow },
});
