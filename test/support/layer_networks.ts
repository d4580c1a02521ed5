/** Small networks of convolutions, poolings, dense layers, ADD and RESHAPE, of any shape. */
import fc from 'fast-check';
import { Random } from '../random/random_graphs.js';
import { makeModel, type OperatorSpec, type TensorSpec } from './make_model.js';

export interface Layer {
  readonly kind: 'conv' | 'depthwise' | 'pool' | 'dense' | 'add' | 'reshape' | 'pad' | 'transpose';
  readonly filter: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: number;
  readonly same: boolean;
  readonly channels: number;
  readonly activation: number;
  readonly zeroPoint: number;
}

export interface Network { readonly seed: number; readonly input: readonly [number, number, number, number]; readonly layers: readonly Layer[] }

/**
 * What other implementations insist on: a bias for every layer, one scale for the weights of dense ones, activations that let more than one number
 * through, and, under SAME, windows that reach the image's end (XNNPACK's padding of 2023 is wrong where strides leave a rest).
 */
export interface Habits { readonly usual: boolean }

/** One layer after the other; ADD takes an earlier value of the same shape, a layer that does not fit is left out. */
export function networkModel({ seed, input, layers }: Network, { usual }: Habits = { usual: false }): Uint8Array {
  const random = new Random(seed), tensors: TensorSpec[] = [], operators: OperatorSpec[] = [], values: number[] = [];
  const add = (spec: TensorSpec): number => tensors.push(spec) - 1;
  const value = (shape: readonly number[], zeroPoint: number, like?: TensorSpec): number => {
    const at = add({ name: `v${tensors.length}`, type: 'int8', shape, scales: like?.scales ?? [2 ** random.real(-7, 0)], zeroPoints: like?.zeroPoints ?? [zeroPoint] });
    values.push(at);
    return at;
  };
  value(input, random.int(-128, 127));
  for (const { kind, filter, stride, dilation, same, channels, activation: wanted, zeroPoint } of layers) {
    const x = values.at(-1)!, spec = tensors[x]!, [batch = 1, height = 1, width = 1, inner = 1] = spec.shape, perPixel = spec.shape.length === 4;
    const activation = usual && (kind === 'pool' ? spec.zeroPoints?.[0] : zeroPoint) === 127 ? 0 : wanted;
    const extent = (size: number, axis: 0 | 1, by: number): number => (same ? Math.ceil(size / stride[axis]) : Math.floor((size - (filter[axis] - 1) * by - 1) / stride[axis]) + 1);
    const options = { padding: same ? 0 : 1, stride_h: stride[0], stride_w: stride[1], fused_activation_function: activation };
    const constants = (shape: readonly number[], axis: number, outputs: number): readonly number[] => {
      const scales = Array.from({ length: random.chance(70) && !(usual && kind === 'dense') ? outputs : 1 }, () => 2 ** random.real(-10, -3)), zeroPoints = scales.map(() => 0), products = scales.map((scale) => scale * (spec.scales?.[0] ?? 1));
      const w = add({ name: `w${tensors.length}`, type: 'int8', shape, data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.int(-128, 127)), scales, zeroPoints, ...(scales.length > 1 ? { axis } : {}) });
      return [w, random.chance(20) && !usual ? -1 : add({ name: `b${tensors.length}`, type: 'int32', shape: [outputs], data: Array.from({ length: outputs }, () => random.int(-9000, 9000)), scales: products, zeroPoints, axis: 0 })];
    };
    const rows = extent(height, 0, dilation), columns = extent(width, 1, dilation);
    const reaches = (out: number, axis: 0 | 1, size: number): boolean => (out - 1) * stride[axis] + (filter[axis] - 1) * dilation + 1 >= size;
    if (usual && same && (kind === 'conv' || kind === 'depthwise') && !(reaches(rows, 0, height) && reaches(columns, 1, width))) continue;
    if (kind === 'conv' && perPixel && rows > 0 && columns > 0) {
      const [w, b] = constants([channels, ...filter, inner], 0, channels);
      operators.push({ op: 'CONV_2D', inputs: [x, w!, b!], outputs: [value([batch, rows, columns, channels], zeroPoint)], options: { ...options, dilation_h_factor: dilation, dilation_w_factor: dilation } });
    } else if (kind === 'depthwise' && perPixel && rows > 0 && columns > 0) {
      const outputs = inner === 1 ? channels : inner, [w, b] = constants([1, ...filter, outputs], 3, outputs);
      operators.push({ op: 'DEPTHWISE_CONV_2D', inputs: [x, w!, b!], outputs: [value([batch, rows, columns, outputs], zeroPoint)], options: { ...options, depth_multiplier: outputs / inner, dilation_h_factor: dilation, dilation_w_factor: dilation } });
    } else if (kind === 'pool' && perPixel) {
      const [down, across] = [extent(height, 0, 1), extent(width, 1, 1)];
      if (down > 0 && across > 0) operators.push({ op: random.chance(50) ? 'MAX_POOL_2D' : 'AVERAGE_POOL_2D', inputs: [x], outputs: [value([batch, down, across, inner], 0, spec)], options: { ...options, filter_height: filter[0], filter_width: filter[1] } });
    } else if (kind === 'dense') {
      const depth = spec.shape.at(-1) ?? 1, [w, b] = constants([channels, depth], 0, channels);
      operators.push({ op: 'FULLY_CONNECTED', inputs: [x, w!, b!], outputs: [value([spec.shape.reduce((a, c) => a * c, 1) / depth, channels], zeroPoint)], options: { fused_activation_function: activation } });
    } else if (kind === 'add') {
      const alike = values.filter((at) => tensors[at]?.shape.join() === spec.shape.join()), other = alike[random.int(0, alike.length - 1)]!;
      operators.push({ op: 'ADD', inputs: [x, other], outputs: [value(spec.shape, zeroPoint, { ...spec, scales: [0.6 * ((spec.scales?.[0] ?? 1) + (tensors[other]?.scales?.[0] ?? 1))], zeroPoints: [zeroPoint] })], options: { fused_activation_function: activation } });
    } else if (kind === 'pad' && perPixel) {
      const around = [0, 0, ...Array.from({ length: 4 }, () => random.int(0, 2)), 0, 0], amounts = add({ name: `p${tensors.length}`, type: 'int32', shape: [4, 2], data: around });
      operators.push({ op: 'PAD', inputs: [x, amounts], outputs: [value(spec.shape.map((size, axis) => size + around[2 * axis]! + around[2 * axis + 1]!), 0, spec)] });
    } else if (kind === 'transpose') {
      const order = random.pick(perPixel ? [[0, 2, 1, 3], [0, 3, 1, 2], [0, 2, 3, 1]] : [spec.shape.map((_, axis) => spec.shape.length - 1 - axis)]), from = add({ name: `o${tensors.length}`, type: 'int32', shape: [order.length], data: order });
      operators.push({ op: 'TRANSPOSE', inputs: [x, from], outputs: [value(order.map((axis) => spec.shape[axis] ?? 1), 0, spec)] });
    } else if (kind === 'reshape') {
      const shape = perPixel ? [batch * height, width * inner] : [1, ...spec.shape, 1];
      if (shape.length === 4 || perPixel) operators.push({ op: 'RESHAPE', inputs: [x, add({ name: `s${tensors.length}`, type: 'int32', shape: [shape.length], data: shape })], outputs: [value(shape, 0, spec)] });
    }
  }
  if (operators.length === 0) operators.push({ op: 'RELU', inputs: [values[0]!], outputs: [value(input, 0, tensors[0]!)] });
  return makeModel({ tensors, operators, inputs: [values[0]!], outputs: [values.at(-1)!] });
}

const few = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most });
const channels = (most: number): fc.Arbitrary<number> => fc.oneof(few(most), fc.constantFrom(8, 16, 24));
const layerOf = (...kinds: readonly Layer['kind'][]): fc.Arbitrary<Layer> => fc.record({
  kind: fc.constantFrom(...kinds), filter: fc.tuple(few(4), few(4)), stride: fc.tuple(few(3), few(3)), dilation: fc.constantFrom(1, 1, 1, 2), same: fc.boolean(),
  channels: channels(37), activation: fc.constantFrom(0, 1, 3), zeroPoint: fc.constantFrom(-128, 0, 5, 127),
});
const networkOf = (layer: fc.Arbitrary<Layer>, most: number): fc.Arbitrary<Network> =>
  fc.record({ seed: few(1e6), input: fc.tuple(few(2), few(9), few(9), channels(20)), layers: fc.array(layer, { minLength: 1, maxLength: most }) });
export const network = networkOf(layerOf('conv', 'conv', 'depthwise', 'depthwise', 'pool', 'dense', 'add', 'reshape'), 5);

/** Convolutions among operators that only move elements. */
export const movedNetwork = networkOf(layerOf('conv', 'depthwise', 'pad', 'pad', 'transpose', 'reshape', 'pool'), 7);

/** Networks of 3 x 3 convolutions in steps of 1 over even images. */
export const squareNetwork: fc.Arbitrary<Network> = fc.record({
  seed: few(1e6), input: fc.tuple(few(2), fc.constantFrom(4, 6, 10, 12), fc.constantFrom(4, 6, 8, 14), fc.constantFrom(8, 16, 24)),
  layers: fc.array(fc.record({
    kind: fc.constantFrom('conv'), filter: fc.constant([3, 3] as const), stride: fc.constant([1, 1] as const), dilation: fc.constant(1), same: fc.boolean(),
    channels: fc.constantFrom(8, 16, 24, 40), activation: fc.constantFrom(0, 1, 3), zeroPoint: fc.constantFrom(-128, 0, 5),
  }), { minLength: 1, maxLength: 2 }),
});
