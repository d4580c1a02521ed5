/** How a random graph grows by one operator. A grower does nothing when the tensor does not suit it. */
import type { TensorSpec } from '../support/make_model.js';
import type { Draft, Grown } from './random_graphs.js';

type Grower = (draft: Draft, x: Grown) => void;

const isNumber = ({ spec: { type } }: Grown): boolean => type === 'int8' || type === 'int16' || type === 'float32';
const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const quantization = ({ spec }: Grown): Pick<TensorSpec, 'type' | 'scales' | 'zeroPoints'> => ({
  type: spec.type, ...(spec.scales === undefined ? {} : { scales: spec.scales }), ...(spec.zeroPoints === undefined ? {} : { zeroPoints: spec.zeroPoints }),
});
const small = (shape: readonly number[]): boolean => product(shape) <= 3000;

/** One input, one output of the same shape and a new scale. */
const unary = (op: string, types: readonly string[], options?: (draft: Draft) => Readonly<Record<string, number>>): Grower => (draft, x) => {
  if (types.includes(x.spec.type)) draft.operator(op, [x], [{ ...draft.type(x.spec.type), shape: x.spec.shape }], options?.(draft));
};

const fixedScale = (op: string, int8: readonly [number, number], int16: readonly [number, number]): Grower => (draft, x) => {
  const of = x.spec.type === 'int8' ? int8 : int16;
  if (!isNumber(x)) return;
  draft.operator(op, [x], [{ type: x.spec.type, shape: x.spec.shape, ...(x.spec.type === 'float32' ? {} : { scales: [of[0]], zeroPoints: [of[1]] }) }], op === 'SOFTMAX' ? { beta: draft.random.pick([1, 0.5, 2]) } : undefined);
};

const arithmetic = (op: string): Grower => (draft, x) => {
  if (!isNumber(x)) return;
  const { random } = draft, { shape } = x.spec;
  const alike = draft.live.filter(({ spec }) => spec.type === x.spec.type && spec.shape.join() === shape.join());
  const broadcast = shape.map((extent, axis) => (axis === 0 || random.chance(40) ? 1 : extent)).slice(random.chance(50) ? 1 : 0);
  const y = random.chance(50) ? random.pick(alike) : draft.constant({ ...draft.type(x.spec.type), shape: broadcast }, x.spec.type === 'float32' ? -2 : -120, x.spec.type === 'float32' ? 2 : 120);
  const operands = random.chance(80) ? [x, y] : [y, x];
  draft.operator(op, operands, [{ ...draft.type(x.spec.type), shape }], { fused_activation_function: random.pick([0, 0, 1, 3]) });
};

function window(draft: Draft, x: Grown, filter: readonly [number, number], dilation: readonly [number, number]) {
  const { random } = draft, [, height = 1, width = 1] = x.spec.shape, stride = [random.int(1, 2), random.int(1, 2)] as const;
  const padding = random.int(0, 1), extent = (size: number, axis: 0 | 1): number => {
    const span = (filter[axis] - 1) * dilation[axis] + 1;
    return padding === 0 ? Math.ceil(size / stride[axis]) : Math.ceil((size - span + 1) / stride[axis]);
  };
  return { padding, stride, height: extent(height, 0), width: extent(width, 1) };
}

const convolution = (op: 'CONV_2D' | 'DEPTHWISE_CONV_2D'): Grower => (draft, x) => {
  const { random } = draft, { shape, type } = x.spec, [batches = 1, , , channels = 1] = shape;
  if (shape.length !== 4 || !isNumber(x)) return;
  const filter = [random.int(1, 4), random.int(1, 4)] as const, dilation = random.chance(80) ? [1, 1] as const : [random.int(1, 2), random.int(1, 2)] as const;
  const w = window(draft, x, filter, dilation), multiplier = random.pick([1, 1, 2, 3]);
  const outputs = op === 'CONV_2D' ? random.int(1, 12) : channels * multiplier, result = [batches, w.height, w.width, outputs];
  if (w.height < 1 || w.width < 1 || !small(result)) return;
  const filterShape = op === 'CONV_2D' ? [outputs, ...filter, channels] : [1, ...filter, outputs], axis = op === 'CONV_2D' ? 0 : 3;
  const float = type === 'float32', scales = Array.from({ length: random.chance(70) ? outputs : 1 }, () => 2 ** random.real(-9, -4)), zeroPoints = scales.map(() => 0);
  const weights = float ? draft.constant({ type, shape: filterShape }, -1, 1) : draft.constant({ type: 'int8', shape: filterShape, scales, zeroPoints, axis }, -127, 127);
  const bias = random.chance(20) ? null : draft.constant(float ? { type, shape: [outputs] } : {
    type: type === 'int16' ? 'int64' : 'int32', shape: [outputs], axis: 0, scales: scales.map((scale) => scale * (x.spec.scales?.[0] ?? 1)), zeroPoints,
  }, float ? -1 : -3000, float ? 1 : 3000);
  draft.operator(op, bias === null ? [x, weights] : [x, weights, bias], [{ ...draft.type(type), shape: result }], {
    padding: w.padding, stride_h: w.stride[0], stride_w: w.stride[1], dilation_h_factor: dilation[0], dilation_w_factor: dilation[1],
    fused_activation_function: random.pick([0, 1, 3]), ...(op === 'CONV_2D' ? {} : { depth_multiplier: multiplier }),
  });
};

const fullyConnected: Grower = (draft, x) => {
  const { random } = draft, { shape, type } = x.spec, depth = shape.at(-1) ?? 1, float = type === 'float32', outputs = random.int(1, 12);
  if (!isNumber(x) || shape.length < 2) return;
  const scale = 2 ** random.real(-9, -4), result = [product(shape) / depth, outputs];
  const weights = draft.constant(float ? { type, shape: [outputs, depth] } : { type: 'int8', shape: [outputs, depth], scales: [scale], zeroPoints: [0] }, float ? -1 : -127, float ? 1 : 127);
  const bias = random.chance(20) ? null : draft.constant(float ? { type, shape: [outputs] } : {
    type: type === 'int16' ? 'int64' : 'int32', shape: [outputs], scales: [scale * (x.spec.scales?.[0] ?? 1)], zeroPoints: [0],
  }, float ? -1 : -3000, float ? 1 : 3000);
  draft.operator('FULLY_CONNECTED', [x, weights, bias], [{ ...draft.type(type), shape: result }], { fused_activation_function: random.pick([0, 1, 3]) });
};

const pool = (op: string): Grower => (draft, x) => {
  const { shape, type } = x.spec, [batches = 1, , , channels = 1] = shape, { random } = draft;
  if (shape.length !== 4 || !isNumber(x)) return;
  const filter = [random.int(1, 3), random.int(1, 3)] as const, w = window(draft, x, filter, [1, 1]);
  if (w.height < 1 || w.width < 1) return;
  draft.operator(op, [x], [{ ...quantization(x), type, shape: [batches, w.height, w.width, channels] }], {
    padding: w.padding, stride_h: w.stride[0], stride_w: w.stride[1], filter_height: filter[0], filter_width: filter[1], fused_activation_function: random.pick([0, 1, 3]),
  });
};

const reshape: Grower = (draft, x) => {
  const count = product(x.spec.shape), divisors = Array.from({ length: count }, (_, at) => at + 1).filter((n) => count % n === 0), rows = draft.random.pick(divisors);
  const shape = draft.random.pick([[1, count], [rows, count / rows], [1, rows, count / rows, 1], [1, 1, rows, count / rows], [1, rows, 1, count / rows]]);
  draft.operator('RESHAPE', [x, draft.indices(shape)], [{ ...quantization(x), shape }]);
};

const transpose: Grower = (draft, x) => {
  if (!isNumber(x)) return;
  const order = x.spec.shape.map((_, axis) => axis), { random } = draft;
  for (let at = order.length - 1; at > 0; at--) { const other = random.int(0, at), kept = order[at] ?? 0; order[at] = order[other] ?? 0; order[other] = kept; }
  draft.operator('TRANSPOSE', [x, draft.indices(order)], [{ ...quantization(x), shape: order.map((axis) => x.spec.shape[axis] ?? 1) }]);
};

const pad: Grower = (draft, x) => {
  if (!isNumber(x)) return;
  const { shape } = x.spec, edges = shape.map((_, axis) => (axis === 0 ? [0, 0] : [draft.random.int(0, 2), draft.random.int(0, 2)]));
  const result = shape.map((extent, axis) => extent + (edges[axis]?.[0] ?? 0) + (edges[axis]?.[1] ?? 0));
  if (shape.length <= 4 && small(result)) draft.operator('PAD', [x, draft.indices(edges.flat(), [shape.length, 2])], [{ ...quantization(x), shape: result }]);
};

const stridedSlice: Grower = (draft, x) => {
  const { random } = draft, { shape } = x.spec, begin = shape.map((extent) => random.int(0, extent - 1));
  const strides = shape.map(() => random.pick([1, 1, 2])), end = shape.map((extent, axis) => random.int((begin[axis] ?? 0) + 1, extent));
  const result = shape.map((_, axis) => Math.ceil(((end[axis] ?? 0) - (begin[axis] ?? 0)) / (strides[axis] ?? 1)));
  if (shape.length <= 4) draft.operator('STRIDED_SLICE', [x, draft.indices(begin), draft.indices(end), draft.indices(strides)], [{ ...quantization(x), shape: result }]);
};

const split: Grower = (draft, x) => {
  if (!isNumber(x)) return;
  const { shape } = x.spec, axis = draft.random.int(0, shape.length - 1), extent = shape[axis] ?? 1;
  if (extent < 2) return;
  const parts = draft.random.pick(Array.from({ length: extent }, (_, at) => at + 1).filter((n) => n > 1 && n <= 4 && extent % n === 0).concat(extent <= 4 ? [extent] : []).concat(extent > 4 ? [1] : []));
  const result = shape.map((size, at) => (at === axis ? size / parts : size));
  draft.operator('SPLIT', [draft.indices([axis], []), x], Array.from({ length: parts }, () => ({ ...quantization(x), shape: result })), { num_splits: parts });
};

const concatenation: Grower = (draft, x) => {
  const { shape } = x.spec;
  if (shape.length === 0) return;
  const axis = draft.random.int(0, shape.length - 1);
  const alike = draft.live.filter(({ spec }) => spec.type === x.spec.type && spec.scales?.[0] === x.spec.scales?.[0] && spec.zeroPoints?.[0] === x.spec.zeroPoints?.[0]
    && spec.shape.length === shape.length && spec.shape.every((extent, at) => at === axis || extent === shape[at]));
  const parts = [x, draft.random.pick(alike)], result = shape.map((extent, at) => (at === axis ? parts.reduce((sum, { spec }) => sum + (spec.shape[at] ?? 0), 0) : extent));
  if (small(result)) draft.operator('CONCATENATION', parts, [{ ...quantization(x), shape: result }], { axis: draft.random.chance(50) ? axis : axis - shape.length });
};

const reduce = (op: string): Grower => (draft, x) => {
  const { shape } = x.spec, { random } = draft, keep = random.chance(50);
  if (!isNumber(x)) return;
  const axes = shape.map((_, axis) => axis).filter(() => random.chance(50));
  if (axes.length === 0 || (axes.length === shape.length && !keep)) return;
  const result = shape.flatMap((extent, axis) => (!axes.includes(axis) ? [extent] : keep ? [1] : []));
  draft.operator(op, [x, draft.indices(axes)], [{ ...draft.type(x.spec.type), shape: result }], { keep_dims: keep ? 1 : 0 });
};

const quantize: Grower = (draft, x) => {
  const { type, shape } = x.spec, to = type === 'float32' ? draft.random.pick(['int8', 'int16'] as const) : type === 'int8' ? draft.random.pick(['int8', 'int16'] as const) : 'int8';
  if (isNumber(x)) draft.operator('QUANTIZE', [x], [{ ...draft.type(to), shape }]);
};

const dequantize: Grower = (draft, x) => {
  if (x.spec.type === 'int8' || x.spec.type === 'int16') draft.operator('DEQUANTIZE', [x], [{ type: 'float32', shape: x.spec.shape }]);
};

const pack: Grower = (draft, x) => {
  if (!isNumber(x)) return;
  const { shape } = x.spec, axis = draft.random.int(0, shape.length);
  const result = [...shape.slice(0, axis), 2, ...shape.slice(axis)];
  if (shape.length < 4 && small(result)) draft.operator('PACK', [x, x], [{ ...quantization(x), shape: result }], { axis, values_count: 2 });
};

const unpack: Grower = (draft, x) => {
  if (!isNumber(x)) return;
  const { shape } = x.spec, axis = draft.random.int(0, shape.length - 1), num = shape[axis] ?? 1;
  if (shape.length > 2 && num <= 4) draft.operator('UNPACK', [x], Array.from({ length: num }, () => ({ ...quantization(x), shape: shape.filter((_, at) => at !== axis) })), { axis, num });
};

/** ABS, and others of float32 that change nothing but the numbers. */
const real = (op: string): Grower => (draft, x) => {
  if (x.spec.type === 'float32') draft.operator(op, [x], [{ type: 'float32', shape: x.spec.shape }]);
};

/** Two operands of one type and scale, the second a constant that may be broadcast. */
const paired = (op: string, types: readonly string[]): Grower => (draft, x) => {
  const { shape, type } = x.spec, { random } = draft;
  if (!types.includes(type)) return;
  const other = shape.map((extent) => (random.chance(30) ? 1 : extent)), [low, high] = type === 'float32' ? [-2, 2] : [-120, 120];
  draft.operator(op, [x, draft.constant({ ...quantization(x), type, shape: other }, low, high)], [{ ...quantization(x), shape }]);
};

const compare = (op: string): Grower => (draft, x) => {
  const { shape, type } = x.spec;
  if (type !== 'int8' && type !== 'float32') return;
  const y = draft.constant({ ...draft.type(type), shape }, type === 'float32' ? -2 : -120, type === 'float32' ? 2 : 120);
  draft.operator(op, [x, y], [{ type: 'bool', shape }]);
};

const logicalNot: Grower = (draft, x) => {
  if (x.spec.type === 'bool') draft.operator('LOGICAL_NOT', [x], [{ type: 'bool', shape: x.spec.shape }]);
};

const select: Grower = (draft, x) => {
  const flag = draft.live.find(({ spec }) => spec.type === 'bool' && spec.shape.join() === x.spec.shape.join());
  if (flag === undefined || !isNumber(x) || x.spec.shape.length > 4) return;
  const [low, high] = x.spec.type === 'float32' ? [-2, 2] : [-120, 120];
  draft.operator('SELECT_V2', [flag, x, draft.constant({ ...quantization(x), type: x.spec.type, shape: x.spec.shape }, low, high)], [{ ...quantization(x), shape: x.spec.shape }]);
};

const gather: Grower = (draft, x) => {
  const { shape, type } = x.spec, { random } = draft;
  if (type !== 'int8' && type !== 'float32') return;
  const axis = random.int(0, shape.length - 1), extent = shape[axis] ?? 1, indices = Array.from({ length: random.int(1, 4) }, () => random.int(0, extent - 1));
  draft.operator('GATHER', [x, draft.indices(indices)], [{ ...quantization(x), shape: shape.map((size, at) => (at === axis ? indices.length : size)) }], { axis });
};

const resize = (op: string): Grower => (draft, x) => {
  const { shape, type } = x.spec, [batches = 1, , , channels = 1] = shape, { random } = draft;
  if (shape.length !== 4 || (type !== 'int8' && type !== 'float32')) return;
  const height = random.int(1, 8), width = random.int(1, 8), mode = random.pick([{}, { align_corners: 1 }, { half_pixel_centers: 1 }]);
  draft.operator(op, [x, draft.indices([height, width])], [{ ...quantization(x), shape: [batches, height, width, channels] }], mode);
};

const depthToSpace: Grower = (draft, x) => {
  const { shape, type } = x.spec, [batches = 1, height = 1, width = 1, channels = 1] = shape;
  if (shape.length !== 4 || (type !== 'int8' && type !== 'float32')) return;
  if (channels % 4 === 0) draft.operator('DEPTH_TO_SPACE', [x], [{ ...quantization(x), shape: [batches, 2 * height, 2 * width, channels / 4] }], { block_size: 2 });
  else if (height % 2 === 0 && width % 2 === 0) draft.operator('SPACE_TO_DEPTH', [x], [{ ...quantization(x), shape: [batches, height / 2, width / 2, 4 * channels] }], { block_size: 2 });
};

const mirrorPad: Grower = (draft, x) => {
  const { shape, type } = x.spec;
  if (shape.length > 4 || (type !== 'int8' && type !== 'float32')) return;
  const edges = shape.map((extent) => [draft.random.int(0, Math.min(2, extent - 1)), draft.random.int(0, Math.min(2, extent - 1))]);
  const result = shape.map((extent, axis) => extent + (edges[axis]?.[0] ?? 0) + (edges[axis]?.[1] ?? 0));
  if (small(result)) draft.operator('MIRROR_PAD', [x, draft.indices(edges.flat(), [shape.length, 2])], [{ ...quantization(x), shape: result }], { mode: draft.random.int(0, 1) });
};

const transposeConv: Grower = (draft, x) => {
  const { shape, type } = x.spec, [batches = 1, height = 1, width = 1, channels = 1] = shape, { random } = draft, float = type === 'float32';
  if (shape.length !== 4 || (type !== 'int8' && !float)) return;
  const outputs = random.int(1, 6), filter = [random.int(1, 3), random.int(1, 3)] as const, stride = random.int(1, 2), same = random.chance(50);
  const result = same ? [batches, height * stride, width * stride, outputs] : [batches, (height - 1) * stride + filter[0], (width - 1) * stride + filter[1], outputs];
  if (!small(result)) return;
  const scales = Array.from({ length: outputs }, () => 2 ** random.real(-9, -4)), zeroPoints = scales.map(() => 0), filterShape = [outputs, ...filter, channels];
  const weights = float ? draft.constant({ type, shape: filterShape }, -1, 1) : draft.constant({ type: 'int8', shape: filterShape, scales, zeroPoints, axis: 0 }, -127, 127);
  draft.operator('TRANSPOSE_CONV', [draft.indices(result), weights, x], [{ ...draft.type(type), shape: result }], { padding: same ? 0 : 1, stride_h: stride, stride_w: stride }, 1);
};

const reduceEnds = (op: string): Grower => (draft, x) => {
  const { shape, type } = x.spec, axis = draft.random.int(0, shape.length - 1);
  if (type === 'int8' || type === 'float32') draft.operator(op, [x, draft.indices([axis])], [{ ...quantization(x), shape: shape.map((extent, at) => (at === axis ? 1 : extent)) }], { keep_dims: 1 });
};

const argument = (op: string): Grower => (draft, x) => {
  const { shape, type } = x.spec, axis = draft.random.int(0, shape.length - 1);
  if (type === 'int8' || type === 'float32') draft.operator(op, [x, draft.indices([axis], [])], [{ type: 'int32', shape: shape.filter((_, at) => at !== axis) }], { output_type: 2 });
};

const cumsum: Grower = (draft, x) => {
  const { shape, type } = x.spec, { random } = draft;
  if (type === 'int8' || type === 'float32')
    draft.operator('CUMSUM', [x, draft.indices([random.int(0, shape.length - 1)], [])], [{ ...(type === 'int8' ? draft.type(type) : { type }), shape }], { exclusive: random.int(0, 1), reverse: random.int(0, 1) });
};

const all = ['int8', 'int16', 'float32'];

export const growers: readonly Grower[] = [
  unary('RELU', all), unary('RELU6', all), unary('LEAKY_RELU', all, (draft) => ({ alpha: draft.random.real(0.01, 1) })), unary('HARD_SWISH', ['int8', 'float32']),
  fixedScale('LOGISTIC', [1 / 256, -128], [1 / 32768, 0]), fixedScale('TANH', [1 / 128, 0], [1 / 32768, 0]), fixedScale('SOFTMAX', [1 / 256, -128], [1 / 32768, 0]),
  arithmetic('ADD'), arithmetic('SUB'), arithmetic('MUL'), convolution('CONV_2D'), convolution('CONV_2D'), convolution('DEPTHWISE_CONV_2D'), fullyConnected,
  pool('AVERAGE_POOL_2D'), pool('MAX_POOL_2D'), reshape, transpose, pad, stridedSlice, split, concatenation, reduce('MEAN'), reduce('SUM'), quantize, dequantize, pack, unpack,
  real('ABS'), real('NEG'), real('SQUARE'), real('FLOOR'), real('SIN'), real('EXP'), unary('ELU', ['int8', 'float32']), paired('MAXIMUM', all), paired('MINIMUM', ['int8', 'float32']), paired('SQUARED_DIFFERENCE', ['float32']),
  compare('LESS'), compare('EQUAL'), logicalNot, select, gather, resize('RESIZE_NEAREST_NEIGHBOR'), resize('RESIZE_BILINEAR'), depthToSpace, mirrorPad, transposeConv, transposeConv,
  reduceEnds('REDUCE_MAX'), reduceEnds('REDUCE_MIN'), argument('ARG_MAX'), argument('ARG_MIN'), cumsum, convolution('CONV_2D'), convolution('DEPTHWISE_CONV_2D'), arithmetic('ADD'),
];
