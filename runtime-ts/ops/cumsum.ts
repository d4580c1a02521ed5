/** CUMSUM: sums up to each element along an axis; int8 with 19 bits of headroom (micro/kernels/cumsum.cc, reference/cumsum.h). */
import type { Op, Operands } from '../ir/graph.js';
import { clamp, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { lanesOf } from './arg_extreme.js';

export interface CumsumAttrs {
  /** An element is not part of its own sum. */
  readonly exclusive: boolean;
  /** Sums begin at the end. */
  readonly reverse: boolean;
}

/** Bits behind the point of sums: TFLM scales by 2^20 and halves. */
export const cumsumHeadroom = 19;

/** Sums begin with the offset, as in TFLM. */
export function cumsumQuantization(o: Operands<CumsumAttrs>) {
  const x = o.perTensor(o.input(0)), y = o.perTensor(o.output(0));
  return { inputOffset: -x.zeroPoint, outputOffset: y.zeroPoint, multiplier: toMultiplier((2 * x.scale) / (2 ** 20 * y.scale)) };
}

export const cumsum: Op<CumsumAttrs> = {
  name: 'cumsum',

  check(o) {
    const input = o.input(0, 'input'), output = o.output(0), axis = o.input(1, 'axis'), { element } = input.type;
    o.require(['i8', 'f32'].includes(element), `an input of type i8 or f32; it is ${element}`);
    o.require(output.type.element === element, 'an output of the type of its input');
    o.require(axis.type.element === 'i32', `an axis of type i32; it is ${axis.type.element}`);
    o.require(input.type.shape.join() === output.type.shape.join(), 'an output of the shape of its input');
    lanesOf(o);
    if (element === 'i8') o.require((2 * o.perTensor(input).scale) / (2 ** 20 * o.perTensor(output).scale) < 1, 'an output scale above 2^-19 of the input\'s');
  },

  evaluate(o, data) {
    const x = data.read(o.input(0)), y = data.write(o.output(0)), { outer, depth, inner } = lanesOf(o), { exclusive, reverse } = o.attrs;
    const lane = y instanceof Float32Array ? floatSums() : quantizedSums(o);
    for (let at = 0; at < outer * inner; at++) {
      const start = Math.floor(at / inner) * depth * inner + (at % inner), sums = lane();
      for (let step = 0; step < depth; step++) {
        const index = start + (reverse ? depth - 1 - step : step) * inner, before = sums.value(), value = Number(x[index]!);
        sums.add(value);
        y[index] = exclusive ? before : sums.value();
      }
    }
  },
};

/** The sum of one lane so far, as the output stores it. */
interface Sums { add(x: number): void; value(): number }

function floatSums(): () => Sums {
  return () => {
    let sum = 0;
    return { add: (x) => { sum = Math.fround(sum + x); }, value: () => sum };
  };
}

function quantizedSums(o: Operands<CumsumAttrs>): () => Sums {
  const q = cumsumQuantization(o);
  return () => {
    let sum = q.inputOffset;
    return {
      add: (x) => { sum += x + q.inputOffset; },
      value: () => clamp(requantize((sum * 2 ** cumsumHeadroom) | 0, q.multiplier) + q.outputOffset, -128, 127),
    };
  };
}
