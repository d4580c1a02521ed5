"""Writes a trained model: float16 safetensors with config.json and tokenizer.json as Hugging Face's libraries read them, and llama2.c's checkpoint (version 0) with its tokenizer."""
import json
import os
import struct

import numpy as np

HUGGING_FACE = {'query': 'self_attn.q_proj', 'key': 'self_attn.k_proj', 'value': 'self_attn.v_proj', 'output': 'self_attn.o_proj', 'gate': 'mlp.gate_proj', 'up': 'mlp.up_proj',
                'down': 'mlp.down_proj', 'attention_norm': 'input_layernorm', 'feed_forward_norm': 'post_attention_layernorm'}


def name_of(name):
    if name in ('embedding', 'final_norm'):
        return 'model.embed_tokens.weight' if name == 'embedding' else 'model.norm.weight'
    layer, role = name.split('.')
    return f'model.layers.{layer}.{HUGGING_FACE[role]}.weight'


def halves(matrix, head_width):
    """Rows of every head from adjacent rotary pairs to Hugging Face's halves."""
    return matrix.reshape(-1, head_width // 2, 2, matrix.shape[1]).swapaxes(1, 2).reshape(matrix.shape)


def safetensors(shape, weights):
    header, data = {'__metadata__': {'format': 'pt'}}, b''
    for name, w in weights.items():
        values = (halves(w, shape.head_width) if name.endswith(('query', 'key')) else w).astype('<f2').tobytes()
        header[name_of(name)] = {'dtype': 'F16', 'shape': list(w.shape), 'data_offsets': [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    return struct.pack('<Q', len(text)) + text + data


def llama2c(shape, weights):
    every = lambda role: b''.join(weights[f'{i}.{role}'].astype('<f4').tobytes() for i in range(shape.layers))
    return b''.join([
        struct.pack('<7i', shape.width, shape.feed_forward, shape.layers, shape.heads, shape.key_value_heads, shape.vocabulary, shape.context),
        weights['embedding'].astype('<f4').tobytes(), every('attention_norm'), every('query'), every('key'), every('value'), every('output'),
        every('feed_forward_norm'), every('gate'), every('down'), every('up'), weights['final_norm'].astype('<f4').tobytes(),
        bytes(4 * shape.context * shape.head_width),  # Where old files keep a table of cosines and sines that nobody reads.
    ])


def write(folder, shape, weights, tokenizer, held):
    config = {'architectures': ['LlamaForCausalLM'], 'model_type': 'llama', 'torch_dtype': 'float16', 'hidden_act': 'silu', 'vocab_size': shape.vocabulary, 'hidden_size': shape.width,
              'intermediate_size': shape.feed_forward, 'num_hidden_layers': shape.layers, 'num_attention_heads': shape.heads, 'num_key_value_heads': shape.key_value_heads,
              'head_dim': shape.head_width, 'max_position_embeddings': shape.context, 'rms_norm_eps': shape.epsilon, 'rope_theta': shape.theta, 'tie_word_embeddings': True,
              'attention_bias': False, 'bos_token_id': 1, 'eos_token_id': 1}
    files = {'config.json': json.dumps(config, indent=1).encode() + b'\n', 'model.safetensors': safetensors(shape, weights), 'stories.bin': llama2c(shape, weights),
             'tokenizer.json': tokenizer.json().encode(), 'tokenizer.bin': tokenizer.llama2c(), 'held_out_tokens.json': json.dumps({'stories': held}, separators=(',', ':')).encode() + b'\n'}
    for name, content in files.items():
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(content)
