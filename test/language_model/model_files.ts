/** Language models in the formats of others, written for tests of their readers. */
import type { Checkpoint, MatrixRole, VectorRole } from '../../codegen/language_model/checkpoint.js';
import { safetensorsHeader } from '../../codegen/language_model/safetensors.js';
import { tensorPlaces, type TensorPlace } from '../../codegen/language_model/tensors.js';

/** Numbers of a float32 model, whatever they are. */
function floatsOf(model: Checkpoint, place: TensorPlace): Float32Array {
  if (place.kind === 'vector') return model.vector(place.role);
  const matrix = model.matrix(place.role);
  if (matrix.kind !== 'float32') throw new Error('files of others are written from float32');
  return matrix.values;
}

const shapeOf = (place: TensorPlace): readonly number[] => (place.kind === 'vector' ? [place.length] : [place.rows, place.columns]);
const bytesOf = (values: ArrayLike<number>): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const kinds0 = ['embedding', 'attentionNorm', 'query', 'key', 'value', 'output', 'feedForwardNorm', 'gate', 'down', 'up', 'finalNorm'];
const kinds1 = ['attentionNorm', 'feedForwardNorm', 'finalNorm', 'embedding', 'query', 'key', 'value', 'output', 'gate', 'down', 'up', 'classifier'];

/** llama2.c's file of version 0, 1, or 2 with groups. */
export function llama2cFile(model: Checkpoint, version: 0 | 1 | 2, group = 1): Uint8Array {
  const { config: c } = model, all = tensorPlaces(c), sizes = Int32Array.of(c.width, c.feedForwardWidth, c.layers, c.heads, c.keyValueHeads, version === 0 && !c.tiedEmbedding ? -c.vocabulary : c.vocabulary, c.contextLength);
  const tensor = (place: TensorPlace): Uint8Array => {
    const values = floatsOf(model, place);
    if (version < 2 || place.kind === 'vector') return bytesOf(values);
    const levels = new Int8Array(values.length), scales = new Float32Array(values.length / group);
    scales.forEach((_, at) => {
      const part = values.subarray(at * group, (at + 1) * group);
      scales[at] = part.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
      part.forEach((value, index) => { levels[at * group + index] = Math.round(value / scales[at]!); });
    });
    return joined([new Uint8Array(levels.buffer), new Uint8Array(scales.buffer)]);
  };
  const body = (version === 0 ? kinds0 : kinds1).flatMap((kind) => all.filter(({ role }) => role.kind === kind).map(tensor));
  if (version === 0) {
    const tail = all.filter(({ role }) => role.kind === 'classifier').map(tensor);
    return joined([new Uint8Array(sizes.buffer), ...body, new Uint8Array(4 * c.contextLength * c.headWidth), ...tail]);
  }
  const header = new Uint8Array(256), view = new DataView(header.buffer);
  view.setUint32(0, 0x616b3432, true);
  view.setInt32(4, version, true);
  header.set(new Uint8Array(sizes.buffer), 8);
  view.setUint8(36, c.tiedEmbedding ? 1 : 0);
  view.setInt32(37, group, true);
  return joined([header, ...body]);
}

const modules: Readonly<Record<string, string>> = {
  query: 'self_attn.q_proj.weight', key: 'self_attn.k_proj.weight', value: 'self_attn.v_proj.weight', output: 'self_attn.o_proj.weight', gate: 'mlp.gate_proj.weight', up: 'mlp.up_proj.weight', down: 'mlp.down_proj.weight',
  attentionNorm: 'input_layernorm.weight', feedForwardNorm: 'post_attention_layernorm.weight', queryBias: 'self_attn.q_proj.bias', keyBias: 'self_attn.k_proj.bias', valueBias: 'self_attn.v_proj.bias',
  embedding: 'model.embed_tokens.weight', finalNorm: 'model.norm.weight', classifier: 'lm_head.weight',
};
const nameOf = (role: MatrixRole | VectorRole): string => ('layer' in role ? `model.layers.${role.layer}.${modules[role.kind]}` : modules[role.kind]!);

/** Rows of query and key as transformers keep them: of each head the first of all pairs, then the second. */
function inHalves(values: Float32Array, width: number, headWidth: number): Float32Array {
  const moved = new Float32Array(values.length);
  for (let row = 0; row < values.length / width; row++) {
    const within = row % headWidth, to = row - within + (within % 2) * (headWidth / 2) + Math.floor(within / 2);
    moved.set(values.subarray(row * width, (row + 1) * width), to * width);
  }
  return moved;
}

/** The files of a Hugging Face folder; `shards`: tensors are dealt to so many files. `encode`: numbers as the dtype's bytes. */
export function huggingFaceFiles(model: Checkpoint, { architecture = 'LlamaForCausalLM', dtype = 'F32', encode = bytesOf, shards = 1, settings = {} }: {
  readonly architecture?: string; readonly dtype?: string; readonly encode?: (values: Float32Array) => Uint8Array; readonly shards?: number; readonly settings?: Readonly<Record<string, unknown>>;
} = {}): Map<string, Uint8Array> {
  const { config: c } = model, turned = ['query', 'key', 'queryBias', 'keyBias'];
  const tensors = tensorPlaces(c).map((place) => {
    const values = floatsOf(model, place), columns = place.kind === 'vector' ? 1 : place.columns;
    return { name: nameOf(place.role), shape: shapeOf(place), bytes: encode(turned.includes(place.role.kind) ? inHalves(values, columns, c.headWidth) : values) };
  });
  const files = new Map<string, Uint8Array>(), map: Record<string, string> = {};
  for (let shard = 0; shard < shards; shard++) {
    const own = tensors.filter((_, at) => at % shards === shard), file = shards === 1 ? 'model.safetensors' : `model-0000${shard + 1}-of-0000${shards}.safetensors`;
    own.forEach(({ name }) => { map[name] = file; });
    files.set(file, joined([safetensorsHeader(own.map(({ name, shape }) => [name, dtype, shape]), { format: 'pt' }), ...own.map(({ bytes }) => bytes)]));
  }
  if (shards > 1) files.set('model.safetensors.index.json', Buffer.from(JSON.stringify({ metadata: {}, weight_map: map })));
  files.set('config.json', Buffer.from(JSON.stringify({
    architectures: [architecture], hidden_size: c.width, intermediate_size: c.feedForwardWidth, num_hidden_layers: c.layers, num_attention_heads: c.heads, num_key_value_heads: c.keyValueHeads,
    head_dim: c.headWidth, vocab_size: c.vocabulary, max_position_embeddings: c.contextLength, rope_theta: c.ropeTheta, rms_norm_eps: c.normEpsilon, tie_word_embeddings: c.tiedEmbedding, hidden_act: 'silu', ...settings,
  })));
  return files;
}

const ggufNames: Readonly<Record<string, string>> = {
  query: 'attn_q.weight', key: 'attn_k.weight', value: 'attn_v.weight', output: 'attn_output.weight', gate: 'ffn_gate.weight', up: 'ffn_up.weight', down: 'ffn_down.weight', attentionNorm: 'attn_norm.weight', feedForwardNorm: 'ffn_norm.weight',
  embedding: 'token_embd.weight', finalNorm: 'output_norm.weight', classifier: 'output.weight',
};

type MetadataValue = number | string | readonly string[] | readonly number[];

/** A GGUF file of the architecture llama; `types`: a number and an encoding for matrices, F32 otherwise; integers are uint32, other numbers float32. */
export function ggufFile(model: Checkpoint, { type = 0, encode = bytesOf, metadata = {} }: { readonly type?: number; readonly encode?: (values: Float32Array) => Uint8Array; readonly metadata?: Readonly<Record<string, MetadataValue>> } = {}): Uint8Array {
  const { config: c } = model, word = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer), long = (value: number): Uint8Array => new Uint8Array(BigUint64Array.of(BigInt(value)).buffer);
  const text = (value: string): Uint8Array => joined([long(Buffer.byteLength(value)), Buffer.from(value)]);
  const value = (of: MetadataValue): Uint8Array => {
    if (typeof of === 'string') return joined([word(8), text(of)]);
    if (typeof of === 'number') return Number.isInteger(of) ? joined([word(4), word(of)]) : joined([word(6), bytesOf([of])]);
    const texts = typeof of[0] === 'string';
    return joined([word(9), word(texts ? 8 : 6), long(of.length), ...of.map((one) => (typeof one === 'string' ? text(one) : bytesOf([one])))]);
  };
  const pairs: readonly (readonly [string, MetadataValue])[] = Object.entries({
    'general.architecture': 'llama', 'llama.embedding_length': c.width, 'llama.feed_forward_length': c.feedForwardWidth, 'llama.block_count': c.layers, 'llama.attention.head_count': c.heads, 'llama.attention.head_count_kv': c.keyValueHeads,
    'llama.context_length': c.contextLength, 'llama.attention.layer_norm_rms_epsilon': c.normEpsilon, 'llama.vocab_size': c.vocabulary, ...(c.headWidth * c.heads === c.width ? {} : { 'llama.attention.key_length': c.headWidth, 'llama.attention.value_length': c.headWidth }), ...metadata,
  });
  let at = 0;
  const tensors = tensorPlaces(c).map((place) => {
    const matrix = place.kind === 'matrix', bytes = (matrix ? encode : bytesOf)(floatsOf(model, place)), padded = new Uint8Array(Math.ceil(bytes.length / 32) * 32), offset = at;
    padded.set(bytes);
    at += padded.length;
    const name = 'layer' in place.role ? `blk.${place.role.layer}.${ggufNames[place.role.kind]}` : ggufNames[place.role.kind]!, shape = [...shapeOf(place)].reverse();
    return { padded, info: joined([text(name), word(shape.length), ...shape.map(long), word(matrix ? type : 0), long(offset)]) };
  });
  const head = joined([Buffer.from('GGUF'), word(3), long(tensors.length), long(pairs.length), ...pairs.flatMap(([key, of]) => [text(key), value(of)]), ...tensors.map(({ info }) => info)]);
  return joined([head, new Uint8Array((32 - (head.length % 32)) % 32), ...tensors.map(({ padded }) => padded)]);
}
