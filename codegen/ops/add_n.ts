import { elementCount, type Operands } from '../../runtime-ts/ir/graph.js';
import { addN, addNQuantization } from '../../runtime-ts/ops/add_n.js';
import { takes } from './arithmetic_kernels.js';
import { defineOp, type Kernel, type KernelCall } from './op_slice.js';

/** A call for every operand; sums wait in 16 bits of scratch each, which all calls of a node share. */
const quantized: Kernel<null> = {
  symbol: 'bn_add_n_s8',
  accepts: takes('i8'),
  call(o) {
    const q = addNQuantization(o), count = elementCount(o.output(0).type.shape);
    return operands(o).map((operand, at): KernelCall => ({
      params: {
        count, first: at === 0, last: at === o.inputCount - 1, sum_offset: q.sumOffset,
        output_offset: q.outputOffset, output_multiplier: q.multiplier.mantissa, output_shift: q.multiplier.shift,
      },
      reads: [operand], writes: [o.output(0)], scratchBytes: 2 * count,
    }));
  },
};

/** Each call after the first adds one more operand to the output. */
const float: Kernel<null> = {
  symbol: 'bn_add_n_f32',
  accepts: takes('f32'),
  call(o) {
    const params = { count: elementCount(o.output(0).type.shape) }, [first, ...rest] = operands(o);
    return rest.map((operand, at): KernelCall => ({ params, reads: [at === 0 && first !== undefined ? first : o.output(0), operand], writes: [o.output(0)] }));
  },
};

function operands(o: Operands<null>) {
  return Array.from({ length: o.inputCount }, (_, index) => o.input(index));
}

export default defineOp<null>({ op: addN, tflite: [{ code: 'ADD_N', decode: () => null }], kernels: [quantized, float] });
