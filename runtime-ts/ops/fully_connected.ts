/** FULLY_CONNECTED: output[r][o] = act(bias[o] + sum_d input[r][d] * weights[o][d]). */
import { elementCount, type Op, type Operands, type Tensors } from '../ir/graph.js';
import type { Activation } from '../numerics/activation.js';
import { activationRange, activationRangeFloat, clamp, requantize, toMultiplier } from '../numerics/fixed_point.js';
import { checkActivation } from './check_activation.js';
import { checkWideMultipliers, finishWide, isWide } from './conv_2d.js';

export interface FullyConnectedAttrs {
  readonly activation: Activation;
}

/** Shapes of the product: [rows][depth] times [outputs][depth]. */
export function fullyConnectedShape(o: Operands<FullyConnectedAttrs>) {
  const input = o.input(0, 'input'), weights = o.input(1, 'weights'), bias = o.optional(2), output = o.output(0);
  const [outputs = 0, depth = 0] = weights.type.shape.slice(-2);
  return { input, weights, bias, output, rows: elementCount(output.type.shape) / outputs, depth, outputs };
}

/** What the integer kernels add to the shapes: offsets, one multiplier per output, the activation's range. */
export function fullyConnectedQuantization(o: Operands<FullyConnectedAttrs>) {
  const { input, weights, output, outputs } = fullyConnectedShape(o);
  const x = o.perTensor(input), y = o.perTensor(output);
  const scales = weights.type.quantization?.scales ?? [];
  // Scales are multiplied in double precision, one or one per channel (micro/kernels/kernel_util.cc, GetQuantizedConvolutionMultipler).
  const multiplier = (scale: number) => toMultiplier((x.scale * scale) / y.scale);
  return {
    inputOffset: -x.zeroPoint, outputOffset: y.zeroPoint,
    // Only the kernel of one scale knows a zero point of the weights (integer_ops/fully_connected.h).
    filterOffset: scales.length > 1 ? 0 : 0 - (weights.type.quantization?.zeroPoints[0] ?? 0),
    multipliers: Array.from({ length: outputs }, (_, index) => multiplier(scales[scales.length === 1 ? 0 : index] ?? 0)),
    perChannel: scales.length > 1,
    range: activationRange(o.attrs.activation, output.type.element === 'i16' ? 'i16' : 'i8', y.scale, y.zeroPoint),
  };
}

export const fullyConnected: Op<FullyConnectedAttrs> = {
  name: 'fully_connected',
  int4Operands: [1],

  check(o) {
    const { input, weights, bias, output, rows, depth, outputs } = fullyConnectedShape(o);
    o.require(weights.type.shape.length >= 2, 'weights of rank 2: [outputs, depth]');
    o.require(Number.isInteger(rows) && rows * depth === elementCount(input.type.shape), 'an input size that is a multiple of the depth of its weights');
    o.require(bias === undefined || elementCount(bias.type.shape) === outputs, 'one bias per output');
    const types = `${input.type.element} x ${weights.type.element} -> ${output.type.element}`;
    o.require(['i8 x i8 -> i8', 'i16 x i8 -> i16', 'f32 x f32 -> f32'].includes(types),
      `int8 with int8 weights, int16 with int8 weights, or float32 throughout; it has ${types}`);
    const biasTypes = { f32: ['f32'], i8: ['i32'], i16: ['i32', 'i64'] }[input.type.element as 'f32' | 'i8' | 'i16'];
    o.require(bias === undefined || biasTypes.includes(bias.type.element), `a bias of type ${biasTypes.join(' or ')}`);
    if (input.type.element !== 'f32') checkQuantization(o);
  },

  macs(o) {
    const { rows, depth, outputs } = fullyConnectedShape(o);
    return rows * depth * outputs;
  },

  evaluate(o, data) {
    const { input, weights, bias, output, rows, depth, outputs } = fullyConnectedShape(o);
    if (input.type.element === 'f32') return evaluateFloat(o, data);
    const q = fullyConnectedQuantization(o);
    const x = data.read(input), w = data.i8(weights), y = data.write(output);
    const b = bias && data.read(bias), wide = isWide(o);
    for (let r = 0; r < rows; r++)
      for (let out = 0; out < outputs; out++) {
        let acc = 0;
        for (let d = 0; d < depth; d++)
          acc += (Number(x[r * depth + d]!) + q.inputOffset) * (w[out * depth + d]! + q.filterOffset);
        const m = q.multipliers[out]!;
        const scaled = wide
          ? finishWide(acc, b?.[out] ?? 0, m)
          : requantize((acc + Number(b?.[out] ?? 0)) | 0, m);
        y[r * outputs + out] = clamp(scaled + q.outputOffset, ...q.range);
      }
  },
};

function checkQuantization(o: Operands<FullyConnectedAttrs>): void {
  const { input, weights, bias, output, outputs } = fullyConnectedShape(o), { scale } = o.perTensor(input), y = o.perTensor(output);
  const scales = weights.type.quantization?.scales ?? [];
  o.require(scales.length === 1 || scales.length === outputs, 'one scale of the weights, or one per output');
  if (weights.type.storedBits !== undefined) {
    o.require(input.type.element === 'i8', 'int8 weights under int16; it has int4');
    o.require(scales.length === 1, 'one scale of int4 weights');
  }
  // GetQuantizedConvolutionMultipler (kernel_util.cc): a bias of another scale would be added as if it had the products'.
  if (scales.length === 1 && bias !== undefined) {
    const difference = Math.abs(scale * (scales[0] ?? 0) - (bias.type.quantization?.scales[0] ?? 0));
    o.require(difference / y.scale <= 0.02, 'a bias scale that is the product of the scales of input and weights');
  }
  checkActivation(o, o.attrs.activation, output);
  checkWideMultipliers(o, fullyConnectedQuantization(o).multipliers);
}

function evaluateFloat(o: Operands<FullyConnectedAttrs>, data: Tensors): void {
  const { input, weights, bias, output, rows, depth, outputs } = fullyConnectedShape(o);
  const [low, high] = activationRangeFloat(o.attrs.activation);
  const x = data.f32(input), w = data.f32(weights), y = data.f32(output), b = bias && data.f32(bias);
  for (let r = 0; r < rows; r++)
    for (let out = 0; out < outputs; out++) {
      let total = 0;
      for (let d = 0; d < depth; d++)
        total = Math.fround(total + Math.fround(x[r * depth + d]! * w[out * depth + d]!));
      y[r * outputs + out] = clamp(Math.fround(total + (b?.[out] ?? 0)), low, high);
    }
}
