/**
 * Writes a checkpoint of random weights in the shape of a model of 1.1 billion parameters, as Hugging Face keeps them (bfloat16, four shards): to see what importing, quantizing and
 * compiling take. About 2.2 GB, or less with fewer layers than 22. Beside it tokenizer.bin, of pieces that say nothing, for --tokenizer.
 *
 *     node dist/scripts/write_random_checkpoint.js FOLDER [LAYERS]
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { writeTokenizerBin } from '../codegen/frontends/language_model/gguf_tokenizer.js';
import { safetensorsHeader } from '../codegen/language_model/safetensors.js';

const folder = process.argv[2] ?? 'random_checkpoint', width = 2048, feedForward = 5632, layers = Number(process.argv[3] ?? 22), heads = 32, keyValueHeads = 4, headWidth = 64, vocabulary = 32000, shards = 4;

const layerTensors: readonly (readonly [string, readonly number[]])[] = [
  ['self_attn.q_proj.weight', [heads * headWidth, width]], ['self_attn.k_proj.weight', [keyValueHeads * headWidth, width]], ['self_attn.v_proj.weight', [keyValueHeads * headWidth, width]],
  ['self_attn.o_proj.weight', [width, heads * headWidth]], ['mlp.gate_proj.weight', [feedForward, width]], ['mlp.up_proj.weight', [feedForward, width]], ['mlp.down_proj.weight', [width, feedForward]],
  ['input_layernorm.weight', [width]], ['post_attention_layernorm.weight', [width]],
];
const tensors = [
  ['model.embed_tokens.weight', [vocabulary, width]] as const, ...Array.from({ length: layers }, (_, layer) => layerTensors.map(([name, shape]) => [`model.layers.${layer}.${name}`, shape] as const)).flat(),
  ['model.norm.weight', [width]] as const, ['lm_head.weight', [vocabulary, width]] as const,
];

/** A block of bfloat16 numbers near those of a trained matrix, used again and again: what is measured does not depend on them. */
const block = new Uint16Array(1 << 20);
let state = 1;
for (let at = 0; at < block.length; at++) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  const value = ((state >>> 8) / 2 ** 24 - 0.5) * 0.08;
  block[at] = (new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0) >>> 16;
}

mkdirSync(folder, { recursive: true });
const map: Record<string, string> = {}, each = Math.ceil(tensors.length / shards);
for (let shard = 0; shard < shards; shard++) {
  const own = tensors.slice(shard * each, (shard + 1) * each), name = `model-0000${shard + 1}-of-0000${shards}.safetensors`, file = openSync(join(folder, name), 'w');
  writeSync(file, safetensorsHeader(own.map(([tensor, shape]) => [tensor, 'BF16', shape]), { format: 'pt' }));
  for (const [tensor, shape] of own) {
    map[tensor] = name;
    for (let left = shape.reduce((a, b) => a * b, 1); left > 0; left -= block.length) writeSync(file, new Uint8Array(block.buffer, 0, 2 * Math.min(left, block.length)));
  }
  closeSync(file);
}
writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ metadata: {}, weight_map: map }));
writeFileSync(join(folder, 'config.json'), JSON.stringify({
  architectures: ['LlamaForCausalLM'], hidden_size: width, intermediate_size: feedForward, num_hidden_layers: layers, num_attention_heads: heads, num_key_value_heads: keyValueHeads, vocab_size: vocabulary,
  max_position_embeddings: 2048, rms_norm_eps: 1e-5, rope_theta: 10000, tie_word_embeddings: false, hidden_act: 'silu',
}));

/** Three that are none, one for every byte, then numbers. */
const pieces = Array.from({ length: vocabulary }, (_, id) => (id < 3 ? ['<unk>', '<s>', '</s>'][id] ?? '' : id < 259 ? `<0x${(id - 3).toString(16).toUpperCase().padStart(2, '0')}>` : ` ${id}`));
writeFileSync(join(folder, 'tokenizer.bin'), writeTokenizerBin(pieces, pieces.map(() => 0)));
