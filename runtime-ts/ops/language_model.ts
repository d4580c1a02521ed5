/**
 * The operators of a language model's decode step (docs/adr/0013): one position, batch 1. The arithmetic is runtime-ts/language_model/arithmetic.ts.
 */
import { elementCount, type Op, type Operands, type Tensors, type Value } from '../ir/graph.js';
import { attention as attend, dequantizeRow, dynamicQuantize, matVec, matVecQuantized, rmsNorm, rotate, storeKeyValue, swiglu, type Cache, type CacheShape, type QuantizedRows } from '../language_model/arithmetic.js';

function vector<A>(o: Operands<A>, value: Value, length: number, role: string): void {
  o.require(value.type.element === 'f32' && elementCount(value.type.shape) === length, `${role} of ${length} float32 numbers`);
}

function integer<A>(o: Operands<A>, value: Value, role: string): void {
  o.require(value.type.element === 'i32' && elementCount(value.type.shape) === 1, `${role}: one int32`);
}

export interface RowsAttrs {
  /** Of a weight as stored: 32 is float32. */
  readonly bits: 32 | 8 | 4 | 3;
  /** Columns that share a scale. */
  readonly group: number;
}

/** [rows, columns] of a matrix, and a check of its scales. */
export function matrixShape(o: Operands<RowsAttrs>, weights: Value, scales: Value | undefined): readonly [number, number] {
  const [rows = 0, columns = 0] = weights.type.shape, { bits, group } = o.attrs;
  o.require(weights.type.shape.length === 2 && weights.storage.kind === 'constant' && weights.type.element === (bits === 32 ? 'f32' : 'i8'), 'a constant matrix, float32 or of bytes');
  if (bits === 32) return [rows, columns];
  o.require(group >= 1 && scales?.type.element === 'u16' && elementCount(scales.type.shape) === rows * Math.ceil(columns / group), 'a binary16 scale for each group of a row');
  return [rows, columns];
}

function quantizedRows(o: Operands<RowsAttrs>, data: Tensors, weights: Value, scales: Value): QuantizedRows {
  const [rows = 0, columns = 0] = weights.type.shape;
  return { rows, columns, group: o.attrs.group, values: data.i8(weights), scales: data.read(scales) as Uint16Array };
}

/** token (i32), table [vocabulary][width], scales -> x [width]. A token beyond the vocabulary is taken for the last, as in the C. */
export const lmEmbedding: Op<RowsAttrs> = {
  name: 'lm_embedding',
  check(o) {
    integer(o, o.input(0, 'token'), 'a token');
    const [, columns] = matrixShape(o, o.input(1, 'table'), o.optional(2));
    vector(o, o.output(0), columns, 'an output');
  },
  evaluate(o, data) {
    const table = o.input(1), [rows = 0, columns = 0] = table.type.shape, y = data.f32(o.output(0));
    const token = Math.min(Math.max(data.i32(o.input(0))[0]!, 0), rows - 1);
    if (o.attrs.bits === 32) y.set(data.f32(table).subarray(token * columns, (token + 1) * columns));
    else dequantizeRow(y, quantizedRows(o, data, table, o.input(2)), token);
  },
};

/** x, gain -> gain * x / sqrt(mean(x^2) + epsilon) */
export const lmRmsNorm: Op<{ readonly epsilon: number }> = {
  name: 'lm_rms_norm',
  check(o) {
    const size = elementCount(o.input(0, 'input').type.shape);
    vector(o, o.input(0), size, 'an input');
    vector(o, o.input(1, 'gain'), size, 'a gain');
    vector(o, o.output(0), size, 'an output');
  },
  evaluate(o, data) { rmsNorm(data.f32(o.output(0)), data.f32(o.input(0)), data.f32(o.input(1)), o.attrs.epsilon); },
};

/** x -> codes (i8), scale (f32) */
export const lmDynamicQuantize: Op<null> = {
  name: 'lm_dynamic_quantize',
  check(o) {
    const size = elementCount(o.input(0, 'input').type.shape);
    vector(o, o.input(0), size, 'an input');
    o.require(o.output(0).type.element === 'i8' && elementCount(o.output(0).type.shape) === size, `an output of ${size} int8 codes`);
    vector(o, o.output(1), 1, 'a scale');
  },
  evaluate(o, data) { data.f32(o.output(1))[0] = dynamicQuantize(data.i8(o.output(0)), data.f32(o.input(0))); },
};

/** Float32: x, weights, bias? -> y. Quantized: codes, scale, weights, scales, bias? -> y. */
export const lmLinear: Op<RowsAttrs> = {
  name: 'lm_linear',
  check(o) {
    const exact = o.attrs.bits === 32, at = exact ? 1 : 2, [rows, columns] = matrixShape(o, o.input(at, 'weights'), exact ? undefined : o.input(3, 'scales')), input = o.input(0, 'input').type;
    o.require(input.element === (exact ? 'f32' : 'i8') && elementCount(input.shape) === columns, `an input of ${columns} ${exact ? 'float32' : 'int8'} numbers`);
    if (!exact) vector(o, o.input(1, 'scale'), 1, 'a scale');
    const bias = o.optional(exact ? 2 : 4);
    if (bias !== undefined) vector(o, bias, rows, 'a bias');
    vector(o, o.output(0), rows, 'an output');
  },
  macs: (o) => elementCount(o.input(o.attrs.bits === 32 ? 1 : 2).type.shape),
  evaluate(o, data) {
    const y = data.f32(o.output(0)), exact = o.attrs.bits === 32, bias = o.optional(exact ? 2 : 4), biases = bias === undefined ? undefined : data.f32(bias);
    if (exact) matVec(y, data.f32(o.input(1)), data.f32(o.input(0)), biases);
    else matVecQuantized(y, quantizedRows(o, data, o.input(2), o.input(3)), data.i8(o.input(0)), data.f32(o.input(1))[0]!, biases);
  },
};

/** The row of a table at a position. */
function rowAt(data: Tensors, table: Value, position: number): Float32Array {
  const [rows = 1, width = 0] = table.type.shape, row = Math.min(Math.max(position, 0), rows - 1);
  return data.f32(table).subarray(row * width, (row + 1) * width);
}

/** x [heads][headWidth], position (i32), cosines, sines [context][headWidth / 2] -> x turned */
export const lmRotary: Op<null> = {
  name: 'lm_rotary',
  check(o) {
    const size = elementCount(o.input(0, 'input').type.shape), [context = 0, half = 0] = o.input(2, 'cosines').type.shape;
    vector(o, o.input(0), size, 'an input');
    integer(o, o.input(1, 'position'), 'a position');
    for (const at of [2, 3]) vector(o, o.input(at), context * half, 'a table');
    o.require(half > 0 && size % (2 * half) === 0, 'heads as wide as two rows of the table');
    vector(o, o.output(0), size, 'an output');
  },
  evaluate(o, data) {
    const y = data.f32(o.output(0)), position = data.i32(o.input(1))[0]!;
    y.set(data.f32(o.input(0)));
    rotate(y, rowAt(data, o.input(2), position), rowAt(data, o.input(3), position));
  },
};

export interface AttentionAttrs extends CacheShape {
  readonly cache: Cache['kind'];
  /** Positions that the model has; one beyond them is taken for the last. */
  readonly context: number;
}

/** query, keys, values, position, then the states: keys, values and, but for float32, the scales of both -> out [heads][headWidth] */
export const lmAttention: Op<AttentionAttrs> = {
  name: 'lm_attention',
  check(o) {
    const { heads, keyValueHeads, headWidth, slots, cache, context } = o.attrs, rows = keyValueHeads * slots;
    o.require(keyValueHeads >= 1 && heads % keyValueHeads === 0, 'a number of heads that the number of key and value heads divides');
    o.require(headWidth % 2 === 0 && headWidth <= 1024 && slots >= 1 && slots <= context && context <= 65536, 'an even head width up to 1024 and at most 65536 positions');
    vector(o, o.input(0, 'query'), heads * headWidth, 'a query');
    for (const at of [1, 2]) vector(o, o.input(at, 'keys and values'), keyValueHeads * headWidth, 'keys and values');
    integer(o, o.input(3, 'position'), 'a position');
    const element = cache === 'f32' ? 'f32' : 'i8';
    for (const at of [4, 5]) {
      const state = o.input(at, 'cache');
      o.require(state.storage.kind === 'state' && state.type.element === element && elementCount(state.type.shape) === rows * headWidth, `a state of ${rows * headWidth} ${element} for keys and for values`);
    }
    if (cache !== 'f32')
      for (const at of [6, 7]) {
        const state = o.input(at, 'scales');
        o.require(state.storage.kind === 'state' && state.type.element === 'u16' && elementCount(state.type.shape) === rows, `a state of ${rows} binary16 scales for keys and for values`);
      }
    vector(o, o.output(0), heads * headWidth, 'an output');
  },
  evaluate(o, data) {
    const shape = o.attrs, position = Math.min(Math.max(data.i32(o.input(3))[0]!, 0), shape.context - 1);
    const cache: Cache = shape.cache === 'f32' ? { kind: 'f32', keys: data.f32(o.input(4)), values: data.f32(o.input(5)) } : {
      kind: shape.cache, keys: data.i8(o.input(4)), values: data.i8(o.input(5)), keyScales: data.read(o.input(6)) as Uint16Array, valueScales: data.read(o.input(7)) as Uint16Array,
    };
    storeKeyValue(cache, shape, position, data.f32(o.input(1)), data.f32(o.input(2)));
    attend(data.f32(o.output(0)), data.f32(o.input(0)), cache, shape, position);
  },
};

/** u, v -> u * logistic(u) * v */
export const lmSwiglu: Op<null> = {
  name: 'lm_swiglu',
  check(o) {
    const size = elementCount(o.input(0, 'gate').type.shape);
    for (const at of [0, 1]) vector(o, o.input(at, 'operand'), size, 'an operand');
    vector(o, o.output(0), size, 'an output');
  },
  evaluate(o, data) { swiglu(data.f32(o.output(0)), data.f32(o.input(0)), data.f32(o.input(1))); },
};
