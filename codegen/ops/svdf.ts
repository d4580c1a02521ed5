import type { Operands } from '../../runtime-ts/ir/graph.js';
import { activationRangeFloat } from '../../runtime-ts/numerics/fixed_point.js';
import { svdf, svdfQuantization, svdfShape, type SvdfAttrs } from '../../runtime-ts/ops/svdf.js';
import { constantData } from './constant_operands.js';
import { defineOp, float, table, type Kernel } from './op_slice.js';

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

const float32: Kernel<SvdfAttrs> = {
  symbol: 'bn_svdf_f32',
  accepts: takes('f32', 'f32'),
  call(o) {
    const g = svdfShape(o), [low, high] = activationRangeFloat(o.attrs.activation);
    return {
      params: {
        ...shapeParams(o), activation_min: float(low), activation_max: float(high),
        features: table('features', 'f32', constantData(g.features), `[${g.filters}][${g.depth}]`),
        time: table('time', 'f32', constantData(g.time), `[${g.filters}][${g.memory}]`),
        biases: table('biases', 'f32', g.bias === undefined ? new Float32Array(g.units) : constantData(g.bias), `[${g.units}]`),
      },
      reads: [g.input, g.state], writes: [g.output],
    };
  },
};

export default defineOp<SvdfAttrs>({
  op: svdf,
  tflite: [{ code: 'SVDF', decode: (options) => ({ rank: options.number('rank'), activation: options.activation() }) }],
  kernels: [integer('bn_svdf_s8', 'i8'), integer('bn_svdf_s16', 'i16'), float32],
});
