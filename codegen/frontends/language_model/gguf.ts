/**
 * GGUF version 3 (github.com/ggml-org/ggml, docs/gguf.md): metadata, places of tensors, data. Own reader: `@huggingface/gguf` fetches asynchronously, reads headers only and
 * decodes no block. Models of the architectures llama and qwen2 as llama.cpp's converter writes them.
 */
import { CompileError, fail, type Diagnostic } from '../../../runtime-ts/diagnostic.js';
import type { ByteSource, Checkpoint, LanguageModelConfig, LayerMatrix, LayerVector, Matrix, MatrixRole, VectorRole } from '../../language_model/checkpoint.js';
import type { EmbeddedFile } from '../../language_model/quantized_file.js';
import { matrixShape, tensorPlaces, vectorLength } from '../../language_model/tensors.js';
import { configProblems } from './config_limits.js';
import { bf16, f16, f32, q4_0, q4_1, q4_k, q5_0, q5_1, q5_k, q6_k, q8_0, readFloats, type Encoding } from './encodings.js';
import { ggufTokenizer } from './gguf_tokenizer.js';
import { toAdjacentPairs } from './rotary_rows.js';

type Value = number | bigint | boolean | string | readonly Value[];
export type GgufMetadata = ReadonlyMap<string, Value>;

interface TensorInfo { readonly shape: readonly number[]; readonly type: number; readonly offset: number }

const encodings: Readonly<Record<number, Encoding>> = { 0: f32, 1: f16, 2: q4_0, 3: q4_1, 6: q5_0, 7: q5_1, 8: q8_0, 12: q4_k, 13: q5_k, 14: q6_k, 30: bf16 };
/** Names of types that are not read, for the message. */
const otherTypes: Readonly<Record<number, string>> = { 9: 'Q8_1', 10: 'Q2_K', 11: 'Q3_K', 15: 'Q8_K', 16: 'IQ2_XXS', 17: 'IQ2_XS', 18: 'IQ3_XXS', 19: 'IQ1_S', 20: 'IQ4_NL', 21: 'IQ3_S', 22: 'IQ2_S', 23: 'IQ4_XS', 24: 'I8', 25: 'I16', 26: 'I32', 27: 'I64', 28: 'F64', 29: 'IQ1_M', 34: 'TQ1_0', 35: 'TQ2_0', 39: 'MXFP4' };

export function hasGgufMagic(source: ByteSource): boolean {
  return source.size >= 4 && String.fromCharCode(...source.read(0, 4)) === 'GGUF';
}

/** Reads from the start of a file on, a window at a time; N0617 at its end. */
class Cursor {
  #window: Uint8Array = new Uint8Array(0);
  #from = 0;
  at = 0;

  constructor(readonly source: ByteSource) {}

  bytes(length: number): Uint8Array {
    const { source } = this;
    if (length > source.size - this.at) fail('N0617', `its header needs ${length} bytes at ${this.at}; the file ends at ${source.size}`, { where: `file ${source.name}` });
    if (this.at < this.#from || this.at + length > this.#from + this.#window.length) {
      this.#from = this.at;
      this.#window = source.read(this.at, Math.min(source.size - this.at, Math.max(length, 1 << 16)));
    }
    const start = this.at - this.#from;
    this.at += length;
    return this.#window.subarray(start, start + length);
  }

  view(length: number): DataView {
    const bytes = this.bytes(length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }

  u32(): number { return this.view(4).getUint32(0, true); }

  /** A count or a length. Each thing counted takes `least` bytes or more, so the file's size bounds it. */
  count(what: string, least: number): number {
    const value = this.view(8).getBigUint64(0, true), most = Math.floor((this.source.size - this.at) / least);
    return value <= BigInt(most) ? Number(value) : fail('N0617', `it says that there are ${value} ${what}; the rest of the file has room for ${most}`, { where: `file ${this.source.name}` });
  }

  text(): string {
    const bytes = this.bytes(this.count('bytes of a text', 1));
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return fail('N0617', `the text before byte ${this.at} is not valid UTF-8`, { where: `file ${this.source.name}` });
    }
  }

  value(type: number, depth = 0): Value {
    switch (type) {
      case 0: return this.view(1).getUint8(0);
      case 1: return this.view(1).getInt8(0);
      case 2: return this.view(2).getUint16(0, true);
      case 3: return this.view(2).getInt16(0, true);
      case 4: return this.u32();
      case 5: return this.view(4).getInt32(0, true);
      case 6: return this.view(4).getFloat32(0, true);
      case 7: return this.view(1).getUint8(0) !== 0;
      case 8: return this.text();
      case 9: {
        const element = this.u32(), count = this.count('elements of an array', leastBytes[element] ?? 1);
        if (depth > 4) fail('N0617', 'its metadata has arrays in arrays in arrays', { where: `file ${this.source.name}` });
        return Array.from({ length: count }, () => this.value(element, depth + 1));
      }
      case 10: return this.view(8).getBigUint64(0, true);
      case 11: return this.view(8).getBigInt64(0, true);
      case 12: return this.view(8).getFloat64(0, true);
      default: return fail('N0617', `its metadata has a value of type ${type} before byte ${this.at}; 0 to 12 are known`, { where: `file ${this.source.name}` });
    }
  }
}

const leastBytes: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 8: 8, 9: 12, 10: 8, 11: 8, 12: 8 };

interface Contents { readonly metadata: GgufMetadata; readonly tensors: ReadonlyMap<string, TensorInfo> }

function readContents(source: ByteSource): Contents {
  const where = `file ${source.name}`, cursor = new Cursor(source);
  cursor.bytes(4);
  const version = cursor.u32();
  if (version !== 3) return fail('N0617', version === 0x03000000 ? 'it is big-endian; little-endian files are read' : `it is of GGUF version ${version}; version 3 is read`, { where });
  const tensorCount = cursor.count('tensors', 24), pairCount = cursor.count('metadata values', 13), metadata = new Map<string, Value>(), found = new Map<string, TensorInfo>();
  for (let i = 0; i < pairCount; i++) {
    const key = cursor.text();
    if (metadata.has(key)) fail('N0617', `its metadata has ${key} twice`, { where });
    metadata.set(key, cursor.value(cursor.u32()));
  }
  const infos = Array.from({ length: tensorCount }, () => {
    const name = cursor.text(), dimensions = cursor.u32();
    if (dimensions < 1 || dimensions > 4) fail('N0617', `it has ${dimensions} dimensions; 1 to 4 are possible`, { where: `${where}, tensor ${name}` });
    // The file has the fastest dimension first.
    const shape = Array.from({ length: dimensions }, () => Number(cursor.view(8).getBigUint64(0, true))).reverse();
    return { name, shape, type: cursor.u32(), offset: Number(cursor.view(8).getBigUint64(0, true)) };
  });
  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || !Number.isInteger(alignment) || alignment < 8 || alignment % 8 !== 0) return fail('N0617', `its alignment is ${String(alignment)}, not a multiple of 8`, { where });
  const start = Math.ceil(cursor.at / alignment) * alignment, problems: Diagnostic[] = [];
  for (const { name, shape, type, offset } of infos) {
    const place = `${where}, tensor ${name}`, encoding = encodings[type], count = shape.reduce((a, b) => a * b, 1), columns = shape.at(-1) ?? 0;
    if (found.has(name)) problems.push({ code: 'N0617', what: 'it is there twice', where: place });
    found.set(name, { shape, type, offset: start + offset });
    if (encoding === undefined) problems.push({ code: 'N0615', what: `its type is ${otherTypes[type] ?? `number ${type}`}, which is not read`, where: place, why: `${Object.values(encodings).map((one) => one.name).join(', ')} are` });
    else if (!Number.isSafeInteger(count) || count === 0 || columns % encoding.elements !== 0) problems.push({ code: 'N0617', what: `its shape [${shape.join(', ')}] does not go with blocks of ${encoding.elements}`, where: place });
    else if (offset % alignment !== 0) problems.push({ code: 'N0617', what: `it begins at ${offset}, not a multiple of ${alignment}`, where: place });
    else if (start + offset + (count / encoding.elements) * encoding.bytes > source.size) problems.push({ code: 'N0617', what: `it needs ${(count / encoding.elements) * encoding.bytes} bytes at ${start + offset}; the file ends at ${source.size}`, where: place });
  }
  if (problems.length > 0) throw new CompileError(problems);
  return { metadata, tensors: found };
}

const layerNames: Readonly<Record<LayerMatrix | LayerVector, string>> = {
  query: 'attn_q.weight', key: 'attn_k.weight', value: 'attn_v.weight', output: 'attn_output.weight', gate: 'ffn_gate.weight', up: 'ffn_up.weight', down: 'ffn_down.weight',
  attentionNorm: 'attn_norm.weight', feedForwardNorm: 'ffn_norm.weight', queryBias: 'attn_q.bias', keyBias: 'attn_k.bias', valueBias: 'attn_v.bias',
};
const otherNames = { embedding: 'token_embd.weight', finalNorm: 'output_norm.weight', classifier: 'output.weight' } as const;

function nameOf(role: MatrixRole | VectorRole): string {
  return 'layer' in role ? `blk.${role.layer}.${layerNames[role.kind]}` : otherNames[role.kind];
}

/** Reads a model with its tokenizer; all that is wrong with it at once, N0614 to N0617. */
export function readGguf(source: ByteSource): { readonly checkpoint: Checkpoint; readonly tokenizer: EmbeddedFile | undefined } {
  const where = `file ${source.name}`, { metadata, tensors } = readContents(source), { config, halves } = readConfig(metadata, tensors, where), problems: Diagnostic[] = [], wanted = new Set<string>();
  for (const place of tensorPlaces(config)) {
    const name = nameOf(place.role), shape = place.kind === 'matrix' ? [place.rows, place.columns] : [place.length], found = tensors.get(name);
    wanted.add(name);
    if (found === undefined) problems.push({ code: 'N0617', what: `it has no tensor ${name}`, where });
    else if (found.shape.join() !== shape.join()) problems.push({ code: 'N0617', what: `its shape is [${found.shape.join(', ')}]; the metadata need [${shape.join(', ')}]`, where: `${where}, tensor ${name}` });
  }
  for (const name of tensors.keys()) if (!wanted.has(name)) problems.push({ code: 'N0614', what: 'nothing is known that this tensor could do', where: `${where}, tensor ${name}` });
  if (problems.length > 0) throw new CompileError(problems);
  const read = (role: MatrixRole | VectorRole, rows: number, columns: number): Matrix => {
    const name = nameOf(role), { type, offset } = tensors.get(name)!, encoding = encodings[type]!, turned = halves && ['query', 'key', 'queryBias', 'keyBias'].includes(role.kind);
    const quantized = readLevels(source, offset, encoding, rows, columns);
    if (quantized !== undefined) {
      if (!turned) return quantized;
      return { ...quantized, values: toAdjacentPairs(quantized.values, columns, config.headWidth), scales: toAdjacentPairs(quantized.scales, columns / 32, config.headWidth) };
    }
    const values = readFloats(source, offset, rows * columns, encoding, name, columns);
    return { kind: 'float32', rows, columns, values: turned ? toAdjacentPairs(values, columns, config.headWidth) : values };
  };
  return {
    tokenizer: ggufTokenizer(metadata, config.vocabulary, where),
    checkpoint: {
      name: source.name, config, keyValue: 'f32',
      matrix: (role) => read(role, ...matrixShape(role, config)),
      vector(role) {
        const length = vectorLength(role, config), turned = role.kind === 'queryBias' || role.kind === 'keyBias', { type, offset } = tensors.get(nameOf(role))!;
        const values = readFloats(source, offset, length, encodings[type]!, nameOf(role), length);
        return turned && halves ? toAdjacentPairs(values, 1, config.headWidth) : values;
      },
    },
  };
}

/** A matrix of Q8_0 or Q4_0 as it is: binary16 scales of 32 columns and integers. Undefined for other types, and where scales or levels are outside of what a quantized matrix may have. */
function readLevels(source: ByteSource, offset: number, encoding: Encoding, rows: number, columns: number): (Matrix & { readonly kind: 'quantized' }) | undefined {
  const bits = encoding === q8_0 ? 8 : encoding === q4_0 ? 4 : undefined;
  if (bits === undefined) return undefined;
  const count = (rows * columns) / 32, values = new Int8Array(rows * columns), scales = new Uint16Array(count), step = 1 << 16;
  for (let first = 0; first < count; first += step) {
    const bytes = source.read(offset + first * encoding.bytes, Math.min(step, count - first) * encoding.bytes);
    for (let from = 0, block = first; from < bytes.length; from += encoding.bytes, block++) {
      scales[block] = bytes[from]! | (bytes[from + 1]! << 8);
      if ((scales[block]! & 0x7c00) === 0x7c00) return undefined;
      for (let i = 0; i < 32; i++) {
        const level = bits === 8 ? (bytes[from + 2 + i]! << 24) >> 24 : ((bytes[from + 2 + (i & 15)]! >> (i < 16 ? 0 : 4)) & 15) - 8;
        if (level === -128) return undefined;
        values[32 * block + i] = level;
      }
    }
  }
  return { kind: 'quantized', rows, columns, bits, group: 32, values, scales };
}

/** `halves`: query and key rows are in Hugging Face's order, which llama.cpp keeps for qwen2 and not for llama. */
function readConfig(metadata: GgufMetadata, tensors: ReadonlyMap<string, TensorInfo>, where: string): { readonly config: LanguageModelConfig; readonly halves: boolean } {
  const architecture = metadata.get('general.architecture');
  if (architecture !== 'llama' && architecture !== 'qwen2') return fail('N0614', `its architecture is ${JSON.stringify(architecture) ?? 'not given'}`, { where, why: 'llama and qwen2 are known' });
  const problems: Diagnostic[] = [], refuse = (code: string, what: string): void => { problems.push({ code, what, where }); };
  const number = (key: string, otherwise?: number): number => {
    const full = `${architecture}.${key}`, given = metadata.get(full), first = Array.isArray(given) && given.length > 0 && given.every((one) => one === given[0]) ? given[0] as Value : given;
    const value = typeof first === 'bigint' ? Number(first) : first ?? otherwise;
    if (typeof value === 'number') return value;
    refuse(value === undefined ? 'N0617' : 'N0614', value === undefined ? `its metadata lack ${full}` : `${full} is no single number`);
    return NaN;
  };
  for (const [key, neutral] of [['expert_count', 0], ['rope.scaling.type', 'none'], ['rope.scale_linear', 1]] as const) {
    const value = metadata.get(`${architecture}.${key}`);
    if (value !== undefined && value !== neutral) refuse('N0614', `${architecture}.${key} is ${String(value)}, which is not supported`);
  }
  if (tensors.has('rope_freqs.weight')) refuse('N0614', 'it scales its rotary frequencies (tensor rope_freqs.weight), which is not supported');
  const heads = number('attention.head_count'), width = number('embedding_length'), headWidth = number('attention.key_length', width / heads), window = metadata.get(`${architecture}.attention.sliding_window`);
  const valueWidth = number('attention.value_length', headWidth), rotary = number('rope.dimension_count', headWidth);
  if (valueWidth !== headWidth) refuse('N0614', `its values are ${valueWidth} wide and its keys ${headWidth}; equal widths are supported`);
  if (rotary !== headWidth) refuse('N0614', `it turns ${rotary} of the ${headWidth} numbers of a head; all are supported`);
  const config: LanguageModelConfig = {
    width, feedForwardWidth: number('feed_forward_length'), layers: number('block_count'), heads, keyValueHeads: number('attention.head_count_kv', heads), headWidth,
    vocabulary: tensors.get(otherNames.embedding)?.shape[0] ?? NaN, contextLength: number('context_length'), ropeTheta: number('rope.freq_base', 10000), normEpsilon: number('attention.layer_norm_rms_epsilon'),
    tiedEmbedding: !tensors.has(otherNames.classifier), attentionBias: tensors.has(nameOf({ kind: 'queryBias', layer: 0 })), ...(window === undefined ? {} : { slidingWindow: Number(window) }),
  };
  if (Number.isNaN(config.vocabulary)) refuse('N0617', `it has no tensor ${otherNames.embedding}`);
  if (problems.length === 0) for (const what of configProblems(config)) refuse('N0617', what);
  if (problems.length > 0) throw new CompileError(problems);
  return { config, halves: architecture === 'qwen2' };
}
