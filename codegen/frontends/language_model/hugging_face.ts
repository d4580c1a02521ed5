/**
 * Models as Hugging Face's transformers keep them: safetensors, in one file or in shards with an index, and config.json. Defaults of config.json are those of transformers'
 * configuration classes; what changes the arithmetic and is not known here is refused by name.
 */
import { CompileError, fail, type Diagnostic } from '../../../runtime-ts/diagnostic.js';
import type { ByteSource, Checkpoint, LanguageModelConfig, LayerMatrix, LayerVector, MatrixRole, VectorRole } from '../../language_model/checkpoint.js';
import { readSafetensorsHeader, type SafetensorsEntry } from '../../language_model/safetensors.js';
import { matrixShape, tensorName, tensorPlaces, vectorLength } from '../../language_model/tensors.js';
import { configProblems } from './config_limits.js';
import { bf16, f16, f32, readFloats, type Encoding } from './encodings.js';
import { readJson, type Fields } from './json.js';
import { toAdjacentPairs } from './rotary_rows.js';

/** Opens a file of the model's folder by its name. */
export type OpenBeside = (name: string) => ByteSource | undefined;

export const floatEncodings: Readonly<Record<string, Encoding>> = { F32: f32, F16: f16, BF16: bf16 };

/** Names within a layer; adapters use them too. */
export const layerModules: Readonly<Record<LayerMatrix, string>> = {
  query: 'self_attn.q_proj', key: 'self_attn.k_proj', value: 'self_attn.v_proj', output: 'self_attn.o_proj', gate: 'mlp.gate_proj', up: 'mlp.up_proj', down: 'mlp.down_proj',
};
const layerNames: Readonly<Record<LayerMatrix | LayerVector, string>> = {
  ...Object.fromEntries(Object.entries(layerModules).map(([kind, name]) => [kind, `${name}.weight`])) as Record<LayerMatrix, string>,
  attentionNorm: 'input_layernorm.weight', feedForwardNorm: 'post_attention_layernorm.weight',
  queryBias: 'self_attn.q_proj.bias', keyBias: 'self_attn.k_proj.bias', valueBias: 'self_attn.v_proj.bias',
};
const otherNames = { embedding: 'model.embed_tokens.weight', finalNorm: 'model.norm.weight', classifier: 'lm_head.weight' } as const;

function nameOf(role: MatrixRole | VectorRole): string {
  return 'layer' in role ? `model.layers.${role.layer}.${layerNames[role.kind]}` : otherNames[role.kind];
}

interface Placed { readonly source: ByteSource; readonly entry: SafetensorsEntry }

/** Reads a model from its safetensors file, or from the index of its shards; all that is wrong with it at once, N0613 to N0615. */
export function readHuggingFace(main: ByteSource, beside: OpenBeside): Checkpoint {
  const configFile = beside('config.json') ?? fail('N0613', 'there is no config.json beside it', { where: `file ${main.name}`, hint: 'Copy the model\'s whole folder.' });
  const config = readConfig(readJson(configFile, 'N0613'), `file ${configFile.name}`);
  const tensors = main.name.endsWith('.json') ? readShards(main, beside) : readTensors(main), problems: Diagnostic[] = [], wanted = new Set<string>();
  for (const place of tensorPlaces(config)) {
    const name = nameOf(place.role), shape = place.kind === 'matrix' ? [place.rows, place.columns] : [place.length], found = tensors.get(name);
    wanted.add(name);
    if (found === undefined) {
      problems.push({ code: 'N0613', what: `it has no tensor ${name}`, where: `file ${main.name}`, why: place.role.kind === 'classifier' ? 'config.json does not say tie_word_embeddings' : undefined });
      continue;
    }
    const where = `file ${found.source.name}, tensor ${name}`;
    if (floatEncodings[found.entry.dtype] === undefined) problems.push({ code: 'N0615', what: `its numbers are ${found.entry.dtype}; F32, F16 and BF16 are read`, where });
    if (found.entry.shape.join() !== shape.join()) problems.push({ code: 'N0613', what: `its shape is [${found.entry.shape.join(', ')}]; config.json needs [${shape.join(', ')}]`, where });
  }
  for (const [name, { source }] of tensors) {
    // Old files carry a table of rotary frequencies in every layer; a classifier beside a tied embedding is not used by transformers either.
    if (wanted.has(name) || name.endsWith('.rotary_emb.inv_freq') || (name === otherNames.classifier && config.tiedEmbedding)) continue;
    problems.push({ code: 'N0614', what: 'config.json does not announce this tensor, and nothing is known that it could do', where: `file ${source.name}, tensor ${name}` });
  }
  if (problems.length > 0) throw new CompileError(problems);
  const floats = (role: MatrixRole | VectorRole, count: number, columns: number): Float32Array => {
    const { source, entry } = tensors.get(nameOf(role)) ?? missing(role), encoding = floatEncodings[entry.dtype] ?? missing(role);
    const values = readFloats(source, entry.offset, count, encoding, nameOf(role), columns), { kind } = role;
    return kind === 'query' || kind === 'key' ? toAdjacentPairs(values, columns, config.headWidth) : kind === 'queryBias' || kind === 'keyBias' ? toAdjacentPairs(values, 1, config.headWidth) : values;
  };
  return {
    name: main.name, config, keyValue: 'f32',
    matrix(role) {
      const [rows, columns] = matrixShape(role, config);
      return { kind: 'float32', rows, columns, values: floats(role, rows * columns, columns) };
    },
    vector(role) {
      const length = vectorLength(role, config);
      return floats(role, length, length);
    },
  };
}

function missing(role: MatrixRole | VectorRole): never {
  throw new Error(`no tensor ${tensorName(role)}`);
}

function readTensors(source: ByteSource): ReadonlyMap<string, Placed> {
  return new Map([...readSafetensorsHeader(source).tensors].map(([name, entry]) => [name, { source, entry }]));
}

/** All tensors of the shards that an index names; each has to be in the shard that the index says. */
function readShards(index: ByteSource, beside: OpenBeside): ReadonlyMap<string, Placed> {
  const where = `file ${index.name}`, { weight_map: map } = readJson(index, 'N0613');
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return fail('N0613', 'it has no table weight_map', { where });
  const tensors = new Map<string, Placed>(), problems: Diagnostic[] = [];
  for (const file of new Set(Object.values(map as Fields))) {
    if (typeof file !== 'string' || /[/\\]/.test(file)) {
      problems.push({ code: 'N0613', what: `it names the shard ${JSON.stringify(file)}, which is no plain file name`, where });
      continue;
    }
    const shard = beside(file);
    if (shard === undefined) problems.push({ code: 'N0613', what: `its shard ${file} is not there`, where, hint: 'Download all shards into one folder.' });
    else for (const [name, placed] of readTensors(shard)) {
      if ((map as Fields)[name] !== file) problems.push({ code: 'N0613', what: `it does not say that tensor ${name} is in ${file}`, where });
      tensors.set(name, placed);
    }
  }
  if (problems.length > 0) throw new CompileError(problems);
  return tensors;
}

interface Architecture {
  /** Of key-value heads where config.json is silent: as many as heads. */
  readonly keyValueHeadsOptional: boolean;
  readonly qkvBias: boolean;
  readonly slidingWindow: (given: Fields, refuse: (what: string) => void) => unknown;
}

const noWindow = (given: Fields, refuse: (what: string) => void): undefined => {
  if (given['sliding_window'] !== undefined && given['sliding_window'] !== null) refuse(`sliding_window ${JSON.stringify(given['sliding_window'])} is not what this architecture has`);
};
const architectures: Readonly<Record<string, Architecture>> = {
  LlamaForCausalLM: { keyValueHeadsOptional: true, qkvBias: false, slidingWindow: noWindow },
  MistralForCausalLM: { keyValueHeadsOptional: false, qkvBias: false, slidingWindow: (given) => (given['sliding_window'] === undefined ? 4096 : given['sliding_window'] ?? undefined) },
  Qwen2ForCausalLM: {
    keyValueHeadsOptional: false, qkvBias: true,
    // Without use_sliding_window the number says nothing; with it only some layers have a window.
    slidingWindow: (given, refuse) => { if (given['use_sliding_window'] === true) refuse('use_sliding_window is true: a window in some layers only is not supported'); },
  },
};

function readConfig(given: Fields, where: string): LanguageModelConfig {
  const problems: Diagnostic[] = [], refuse = (what: string): void => { problems.push({ code: 'N0614', what, where }); };
  const named: unknown = given['architectures'], name = Array.isArray(named) && named.length === 1 ? String(named[0]) : JSON.stringify(named);
  const architecture = architectures[name] ?? fail('N0614', `its architecture is ${name}`, { where, why: `${Object.keys(architectures).join(', ')} are known` });
  const off = (field: string, ...neutral: readonly unknown[]): void => {
    const value = given[field];
    if (value !== undefined && value !== null && !neutral.includes(value)) refuse(`${field} is ${JSON.stringify(value)}, which is not supported`);
  };
  off('hidden_act', 'silu', 'swish');
  off('attention_bias', architecture.qkvBias ? true : false, false);
  off('mlp_bias', false);
  off('quantization_config');
  off('partial_rotary_factor', 1);
  off('layer_types');
  const rope = given['rope_scaling'] ?? given['rope_parameters'];
  if (typeof rope === 'object' && rope !== null) {
    const type = (rope as Fields)['rope_type'] ?? (rope as Fields)['type'];
    if (type !== 'default') refuse(`rope_scaling of type ${JSON.stringify(type)} is not supported`);
  } else if (rope !== undefined && rope !== null) refuse(`rope_scaling is ${JSON.stringify(rope)}`);
  const number = (field: string, otherwise?: number): number => {
    const value = given[field] ?? otherwise;
    if (typeof value === 'number') return value;
    problems.push({ code: 'N0613', what: value === undefined ? `it does not say ${field}` : `${field} is ${JSON.stringify(value)}, not a number`, where });
    return NaN;
  };
  const heads = number('num_attention_heads'), width = number('hidden_size'), window = architecture.slidingWindow(given, refuse);
  const nested = (given['rope_parameters'] as Fields | null | undefined)?.['rope_theta'];
  const config: LanguageModelConfig = {
    width, feedForwardWidth: number('intermediate_size'), layers: number('num_hidden_layers'), heads, keyValueHeads: number('num_key_value_heads', architecture.keyValueHeadsOptional ? heads : undefined),
    headWidth: number('head_dim', width / heads), vocabulary: number('vocab_size'), contextLength: number('max_position_embeddings'), ropeTheta: number('rope_theta', typeof nested === 'number' ? nested : 10000),
    normEpsilon: number('rms_norm_eps', 1e-6), tiedEmbedding: given['tie_word_embeddings'] === true, attentionBias: architecture.qkvBias, ...(window === undefined ? {} : { slidingWindow: window as number }),
  };
  if (problems.length === 0) problems.push(...configProblems(config).map((what) => ({ code: 'N0613', what, where })));
  if (problems.length > 0) throw new CompileError(problems);
  return config;
}
