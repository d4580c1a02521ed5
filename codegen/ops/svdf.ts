import { elementCount, type Operands } from '../../runtime-ts/ir/graph.js';
import type { Activation } from '../../runtime-ts/numerics/activation.js';
import { svdf, svdfQuantization, svdfShape, type SvdfAttrs } from '../../runtime-ts/ops/svdf.js';
import { constantData } from './constant_operands.js';
import { defineOp, float, table, type Kernel, type KernelCall } from './op_slice.js';

/** `true` for constant weights and a state of this type; else why not. */
function takes(input: string, state: string): (o: Operands<SvdfAttrs>) => true | string {
  return (o) => {
    const g = svdfShape(o);
    if (g.input.type.element !== input || g.state.type.element !== state) return `takes ${input} with a state of ${state}`;
    return [g.features, g.time, ...(g.bias === undefined ? [] : [g.bias])].every(({ storage }) => storage.kind === 'constant') ? true : 'takes constant weights and bias only';
  };
}

function shapeParams(o: Operands<SvdfAttrs>) {
  const g = svdfShape(o);
  return { batches: g.batches, depth: g.depth, units: g.units, rank: o.attrs.rank, memory: g.memory };
}

function integer(symbol: string, state: 'i8' | 'i16'): Kernel<SvdfAttrs> {
  return {
    symbol,
    accepts: takes('i8', state),
    call(o) {
      const g = svdfShape(o), q = svdfQuantization(o), weights = Array.from(constantData(g.features), Number);
      const folded = Array.from({ length: g.filters }, (_, filter) => (q.inputOffset * weights.slice(filter * g.depth, (filter + 1) * g.depth).reduce((sum, w) => sum + w, 0)) | 0);
      return {
        params: {
          ...shapeParams(o), state_zero_point: q.stateZeroPoint, feature_multiplier: q.feature.mantissa, feature_shift: q.feature.shift,
          time_multiplier: q.time.mantissa, time_shift: q.time.shift, output_offset: q.outputOffset,
          features: table('features', 'i8', Int8Array.from(weights), `[${g.filters}][${g.depth}]`, 4),
          feature_biases: table('feature_biases', 'i32', Int32Array.from(folded), `[${g.filters}]`),
          time: table('time', state, constantData(g.time), `[${g.filters}][${g.memory}]`, 4),
          biases: table('biases', 'i32', g.bias === undefined ? new Int32Array(g.units) : constantData(g.bias), `[${g.units}]`),
        },
        reads: [g.input, g.state], writes: [g.output],
      };
    },
  };
}

/** Of the activations that are ranges. */
const ranges: Readonly<Partial<Record<Activation, readonly [number, number]>>> = { relu: [0, Infinity], relu6: [0, 6], relu_n1_to_1: [-1, 1] };

const float32: Kernel<SvdfAttrs> = {
  symbol: 'bn_svdf_f32',
  accepts: takes('f32', 'f32'),
  call(o) {
    const g = svdfShape(o), { activation } = o.attrs, [low, high] = ranges[activation] ?? [0, 0];
    const svdfCall: KernelCall = {
      params: {
        ...shapeParams(o), activation: { kind: 'symbol', name: activation in ranges ? 'BN_SVDF_RANGE' : activation === 'sign_bit' ? 'BN_SVDF_SIGN_BIT' : 'BN_SVDF_AS_IS' },
        activation_min: float(low), activation_max: float(high),
        features: table('features', 'f32', constantData(g.features), `[${g.filters}][${g.depth}]`),
        time: table('time', 'f32', constantData(g.time), `[${g.filters}][${g.memory}]`),
        biases: table('biases', 'f32', g.bias === undefined ? new Float32Array(g.units) : constantData(g.bias), `[${g.units}]`),
      },
      reads: [g.input, g.state], writes: [g.output],
    };
    const tanhCall: KernelCall = { symbol: 'bn_tanh_f32', params: { count: elementCount(g.output.type.shape) }, reads: [g.output], writes: [g.output] };
    return activation === 'tanh' ? [svdfCall, tanhCall] : svdfCall;
  },
};

export default defineOp<SvdfAttrs>({
  op: svdf,
  tflite: [{ code: 'SVDF', decode: (options) => ({ rank: options.number('rank'), activation: options.activation() }) }],
  kernels: [integer('bn_svdf_s8', 'i8'), integer('bn_svdf_s16', 'i16'), float32],
});
