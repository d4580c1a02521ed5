/** A checkpoint as the Graph of one decode step: token (i32), position (i32) -> logits (f32). Keys and values are states. */
import { bytesOf, lazyConstant, type Element, type Graph, type Storage, type TypedArray, type Value } from '../../runtime-ts/ir/graph.js';
import { fail } from '../../runtime-ts/diagnostic.js';
import { GraphBuilder } from '../../runtime-ts/ir/graph_builder.js';
import { rotaryTables } from '../../runtime-ts/language_model/rotary_tables.js';
import { add } from '../../runtime-ts/ops/add.js';
import { lmAttention, lmDynamicQuantize, lmEmbedding, lmLinear, lmRmsNorm, lmRotary, lmSwiglu, type RowsAttrs } from '../../runtime-ts/ops/language_model.js';
import type { Checkpoint, Matrix, MatrixRole, VectorRole } from './checkpoint.js';
import { tensorName } from './tensors.js';

export interface DecodeOptions {
  /** Positions that the compiled model has; default all that it was made for. */
  readonly context?: number | undefined;
  /** The graph holds no matrices: each is read from the checkpoint, and so checked, once now, and again whenever its bytes are asked for. */
  readonly lazy?: boolean | undefined;
}

/** `first` is applied before, where the matrix is a product of two. */
interface Weights { readonly attrs: RowsAttrs; readonly operands: readonly Value[]; readonly rows: number; readonly first?: Weights | undefined }
/** A vector, and its codes and scale once a quantized product wanted them. */
interface Vector { readonly value: Value; codes?: readonly Value[] }

/** Refuses a context that is no whole number from 1 to what the model was made for, N0660. */
export function decodeGraph(checkpoint: Checkpoint, { context = checkpoint.config.contextLength, lazy = false }: DecodeOptions = {}): Graph {
  const { config } = checkpoint, { width, layers, heads, keyValueHeads, headWidth } = config;
  if (!Number.isInteger(context) || context < 1 || context > config.contextLength)
    fail('N0660', `a context of ${context} positions`, { where: `model "${checkpoint.name}"`, why: `the model was made for ${config.contextLength}`, hint: `Write --context N with N from 1 to ${config.contextLength}.` });
  const b = new GraphBuilder(checkpoint.name.replace(/\.(bin|gguf|safetensors|json)$/, '')), slots = Math.min(context, config.slidingWindow ?? context);
  const constant = (name: string, element: Element, shape: readonly number[], data: TypedArray, again?: () => TypedArray): Value =>
    b.value(name, { element, shape }, lazy && again !== undefined ? lazyConstant(data.byteLength, () => bytesOf(again())) : { kind: 'constant', bytes: bytesOf(data) });
  const f32 = (name: string, length: number, storage?: Storage): Value => b.value(name, { element: 'f32', shape: [length] }, storage);
  const position = b.value('position', { element: 'i32', shape: [1] }), token = b.value('token', { element: 'i32', shape: [1] });

  const read = lastRead(checkpoint), matrix = (name: string, role: MatrixRole): Weights => rowsOf(name, () => read(role));
  const rowsOf = (name: string, again: () => Matrix): Weights => {
    const m = again(), { rows, columns } = m, same = <K extends Matrix['kind']>(kind: K): Matrix & { readonly kind: K } => ofKind(again(), kind);
    if (m.kind === 'factorized') return { ...rowsOf(`${name}_left`, () => same('factorized').left), first: rowsOf(`${name}_right`, () => same('factorized').right) };
    if (m.kind === 'float32') return { attrs: { bits: 32, group: columns }, rows, operands: [constant(name, 'f32', [rows, columns], m.values, () => same('float32').values)] };
    const values = constant(name, 'i8', [rows, columns], m.values, () => same('quantized').values);
    return { attrs: { bits: m.bits, group: m.group }, rows, operands: [values, constant(`${name}_scales`, 'u16', [rows, Math.ceil(columns / m.group)], m.scales, () => same('quantized').scales)] };
  };
  const gain = (name: string, role: VectorRole): Value => constant(name, 'f32', [width], checkpoint.vector(role));

  const linear = (name: string, x: Vector, w: Weights, bias?: Value): Value => {
    if (w.first !== undefined) return linear(name, { value: linear(`${name}_low_rank`, x, w.first) }, { ...w, first: undefined }, bias);
    const y = f32(name, w.rows), last = bias === undefined ? [] : [bias];
    if (w.attrs.bits === 32) {
      b.node({ name, op: lmLinear, attrs: w.attrs, inputs: [x.value, ...w.operands, ...last], outputs: [y] });
      return y;
    }
    if (x.codes === undefined) {
      const codes = b.value(`${x.value.name}_codes`, { element: 'i8', shape: x.value.type.shape }), scale = f32(`${x.value.name}_scale`, 1);
      b.node({ name: `${x.value.name}_quantize`, op: lmDynamicQuantize, attrs: null, inputs: [x.value], outputs: [codes, scale] });
      x.codes = [codes, scale];
    }
    b.node({ name, op: lmLinear, attrs: w.attrs, inputs: [...x.codes, ...w.operands, ...last], outputs: [y] });
    return y;
  };
  const norm = (name: string, x: Value, role: VectorRole): Vector => {
    const y = f32(name, width);
    b.node({ name, op: lmRmsNorm, attrs: { epsilon: config.normEpsilon }, inputs: [x, gain(`${name}_gain`, role)], outputs: [y] });
    return { value: y };
  };
  const sum = (name: string, x: Value, y: Value): Value => {
    const z = f32(name, width);
    b.node({ name, op: add, attrs: { activation: 'none' }, inputs: [x, y], outputs: [z] });
    return z;
  };

  const tables = rotaryTables(headWidth, context, config.ropeTheta), half = headWidth / 2;
  const cos = constant('rotary_cos', 'f32', [context, half], tables.cos), sin = constant('rotary_sin', 'f32', [context, half], tables.sin);
  const rotary = (name: string, x: Value): Value => {
    const y = f32(name, x.type.shape[0] ?? 0);
    b.node({ name, op: lmRotary, attrs: null, inputs: [x, position, cos, sin], outputs: [y] });
    return y;
  };
  const state = (name: string, element: 'f32' | 'i8' | 'u16', shape: readonly number[]): Value => {
    const bytes = shape.reduce((product, extent) => product * extent, { f32: 4, i8: 1, u16: 2 }[element]);
    return b.value(name, { element, shape }, { kind: 'state', initial: new Uint8Array(bytes) });
  };

  const table = matrix('embedding', { kind: 'embedding' });
  let x = f32('x', width);
  b.node({ name: 'embed', op: lmEmbedding, attrs: table.attrs, inputs: [token, ...table.operands], outputs: [x] });
  for (let layer = 0; layer < layers; layer++) {
    const at = (name: string): string => `layer${layer}_${name}`;
    const bias = (name: 'query' | 'key' | 'value', length: number): Value | undefined =>
      (config.attentionBias ? constant(at(`${name}_bias`), 'f32', [length], checkpoint.vector({ kind: `${name}Bias`, layer })) : undefined);
    const h = norm(at('attention_norm'), x, { kind: 'attentionNorm', layer });
    const project = (name: 'query' | 'key' | 'value', count: number): Value => linear(at(name), h, matrix(at(`${name}_weights`), { kind: name, layer }), bias(name, count * headWidth));
    const q = rotary(at('query_turned'), project('query', heads)), k = rotary(at('key_turned'), project('key', keyValueHeads)), v = project('value', keyValueHeads);
    const mixed = f32(at('attention'), heads * headWidth), kind = checkpoint.keyValue, exact = kind === 'f32', element = exact ? 'f32' : 'i8';
    const cache = [
      state(at('keys'), element, [keyValueHeads, slots, headWidth]), state(at('values'), element, exact ? [keyValueHeads, slots, headWidth] : [keyValueHeads, headWidth, slots]),
      ...(exact ? [] : [state(at('key_scales'), 'u16', [keyValueHeads, slots]), state(at('value_scales'), 'u16', [keyValueHeads, slots])]),
    ];
    b.node({ name: at('attention'), op: lmAttention, attrs: { heads, keyValueHeads, headWidth, slots, context, cache: kind }, inputs: [q, k, v, position, ...cache], outputs: [mixed] });
    x = sum(at('attended'), x, linear(at('output'), { value: mixed }, matrix(at('output_weights'), { kind: 'output', layer })));
    const g = norm(at('feed_forward_norm'), x, { kind: 'feedForwardNorm', layer });
    const gate = linear(at('gate'), g, matrix(at('gate_weights'), { kind: 'gate', layer })), up = linear(at('up'), g, matrix(at('up_weights'), { kind: 'up', layer }));
    const product = f32(at('swiglu'), config.feedForwardWidth);
    b.node({ name: at('swiglu'), op: lmSwiglu, attrs: null, inputs: [gate, up], outputs: [product] });
    x = sum(at('out'), x, linear(at('down'), { value: product }, matrix(at('down_weights'), { kind: 'down', layer })));
  }
  const logits = linear('logits', norm('final_norm', x, { kind: 'finalNorm' }), config.tiedEmbedding ? table : matrix('classifier', { kind: 'classifier' }));
  return b.build([token, position], [logits]);
}

/** Reads matrices; the last one stays until another is asked for, so that values and scales, or two factors, are one read. */
function lastRead(checkpoint: Checkpoint): (role: MatrixRole) => Matrix {
  let last: { readonly name: string; readonly matrix: Matrix } | undefined;
  return (role) => {
    const name = tensorName(role);
    if (last?.name === name) return last.matrix;
    // Two are never held.
    last = undefined;
    const matrix = checkpoint.matrix(role);
    last = { name, matrix };
    return matrix;
  };
}

function ofKind<K extends Matrix['kind']>(matrix: Matrix, kind: K): Matrix & { readonly kind: K } {
  if (matrix.kind !== kind) throw new Error(`a matrix was ${kind} and is ${matrix.kind}`);
  return matrix as Matrix & { readonly kind: K };
}
