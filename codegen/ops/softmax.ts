import { elementCount, type Element, type Operands } from '../../runtime-ts/ir/graph.js';
import { softmax, softmaxExps, softmaxMultiplier16, softmaxOfBytes, softmaxTables, type SoftmaxAttrs } from '../../runtime-ts/ops/softmax.js';
import { defineOp, float, table, type Kernel, type KernelParams } from './op_slice.js';

function kernel(symbol: string, from: Element, to: Element, params: (o: Operands<SoftmaxAttrs>) => KernelParams): Kernel<SoftmaxAttrs> {
  return {
    symbol,
    accepts(o) {
      const input = o.input(0).type.element, output = o.output(0).type.element;
      return input === from && output === to ? true : `takes ${from} to ${to}, not ${input} to ${output}`;
    },
    inPlace: () => (from === to ? [0] : []),
    call(o) {
      const { shape } = o.input(0).type, depth = shape.at(-1) ?? 1;
      return { params: { rows: elementCount(shape) / depth, depth, ...params(o) }, reads: [o.input(0)], writes: [o.output(0)] };
    },
  };
}

function tableOfExps(o: Operands<SoftmaxAttrs>): KernelParams {
  const exps = softmaxExps(o);
  return { steps: exps.length, exps: table('exps', 'i32', Int32Array.from(exps), `[${exps.length}]: exponentials of 0, -1, -2... steps`) };
}

/** Shares by how far an element is above the other of two, from the least difference on that matters to the largest. */
function sharesOf(o: Operands<SoftmaxAttrs>): Int8Array {
  const apart = 255, pairs = Int8Array.from(Array.from({ length: 2 * apart + 1 }, (_, at) => [Math.min(127, at - 128), Math.min(127, at - 128) - (at - apart)]).flat());
  const outputs = new Int8Array(pairs.length), shares = new Int8Array(2 * apart + 1);
  softmaxOfBytes(o)(pairs, outputs);
  shares.forEach((_, at) => { shares[at] = outputs[2 * at] ?? 0; });
  let reach = apart;
  while (reach > 0 && shares[apart + reach] === shares[apart + reach - 1] && shares[apart - reach] === shares[apart - reach + 1]) reach--;
  return shares.subarray(apart - reach, apart + reach + 1);
}

const pair: Kernel<SoftmaxAttrs> = {
  symbol: 'bn_softmax_pair_s8',
  inline: true,
  accepts(o) {
    const { element, shape } = o.input(0).type;
    return element === 'i8' && o.output(0).type.element === 'i8' && shape.at(-1) === 2 ? true : 'takes two int8 elements';
  },
  inPlace: () => [0],
  call(o) {
    const shares = sharesOf(o);
    return {
      params: { rows: elementCount(o.input(0).type.shape) / 2, reach: (shares.length - 1) / 2, shares: table('shares', 'i8', shares, `[${shares.length}]: by the difference`) },
      reads: [o.input(0)], writes: [o.output(0)],
    };
  },
};

function tables16(o: Operands<SoftmaxAttrs>): KernelParams {
  const { mantissa, shift } = softmaxMultiplier16(o), { exp, reciprocal } = softmaxTables();
  return { multiplier: mantissa, shift, exp: table('exp', 'i16', exp, '[513]: -10 to 0'), reciprocal: table('reciprocal', 'i16', reciprocal, '[513]: 1 / (1 + x) for 0 to 1') };
}

export default defineOp<SoftmaxAttrs>({
  op: softmax, tflite: [{ code: 'SOFTMAX', decode: (options) => ({ beta: options.number('beta') }) }],
  kernels: [
    pair, kernel('bn_softmax_s8', 'i8', 'i8', tableOfExps), kernel('bn_softmax_s8_s16', 'i8', 'i16', tableOfExps), kernel('bn_softmax_s16', 'i16', 'i16', tables16),
    kernel('bn_softmax_f32', 'f32', 'f32', (o) => ({ beta: float(o.attrs.beta) })),
  ],
});
