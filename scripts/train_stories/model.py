"""A decoder of Llama's shape in TensorFlow, for training only: whole sequences at once, rotary positions on adjacent pairs."""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Shape:
    width: int
    feed_forward: int
    layers: int
    heads: int
    key_value_heads: int
    head_width: int
    vocabulary: int
    context: int
    epsilon: float = 1e-5
    theta: float = 10000.0

    def matrices(self):
        """Name -> [outputs, inputs]; the classifier is the embedding."""
        q, kv = self.heads * self.head_width, self.key_value_heads * self.head_width
        layer = {'query': (q, self.width), 'key': (kv, self.width), 'value': (kv, self.width), 'output': (self.width, q),
                 'gate': (self.feed_forward, self.width), 'up': (self.feed_forward, self.width), 'down': (self.width, self.feed_forward)}
        return {'embedding': (self.vocabulary, self.width), **{f'{i}.{name}': size for i in range(self.layers) for name, size in layer.items()}}

    def vectors(self):
        return [f'{i}.{name}' for i in range(self.layers) for name in ('attention_norm', 'feed_forward_norm')] + ['final_norm']

    def parameters(self):
        return sum(a * b for a, b in self.matrices().values()) + len(self.vectors()) * self.width


def initial(shape, seed):
    rng = np.random.default_rng(seed)
    weights = {}
    for name, size in shape.matrices().items():
        deviation = size[1] ** -0.5 * (1 if name != 'embedding' else 0.5)
        if name.endswith(('output', 'down')):
            deviation /= (2 * shape.layers) ** 0.5
        weights[name] = tf.Variable(rng.normal(0, deviation, size).astype(np.float32), name=name)
    for name in shape.vectors():
        weights[name] = tf.Variable(np.ones(shape.width, np.float32), name=name)
    return weights


def norm(x, gain, epsilon):
    return x * tf.math.rsqrt(tf.reduce_mean(x * x, -1, keepdims=True) + epsilon) * gain


def rotary(shape, length):
    angles = np.arange(length)[:, None] * shape.theta ** -(np.arange(0, shape.head_width, 2) / shape.head_width)
    cos, sin = np.cos(angles).astype(np.float32)[None, :, None], np.sin(angles).astype(np.float32)[None, :, None]

    def turn(x):
        a, b = x[..., 0::2], x[..., 1::2]
        return tf.reshape(tf.stack([a * cos - b * sin, a * sin + b * cos], -1), tf.shape(x))
    return turn


def logits(shape, weights, tokens):
    """[batch, length] ids -> [batch, length, vocabulary]"""
    batch, length = tokens.shape
    turn = rotary(shape, length)
    hidden = tf.constant(np.triu(np.full((length, length), -1e9, np.float32), 1))
    share = shape.heads // shape.key_value_heads

    def product(x, name):
        return tf.matmul(x, weights[name], transpose_b=True)

    def split(x, heads):
        return tf.reshape(x, (batch, length, heads, shape.head_width))

    x = tf.gather(weights['embedding'], tokens)
    for i in range(shape.layers):
        h = norm(x, weights[f'{i}.attention_norm'], shape.epsilon)
        q = turn(split(product(h, f'{i}.query'), shape.heads))
        k = tf.repeat(turn(split(product(h, f'{i}.key'), shape.key_value_heads)), share, axis=2)
        v = tf.repeat(split(product(h, f'{i}.value'), shape.key_value_heads), share, axis=2)
        scores = tf.einsum('bihd,bjhd->bhij', q, k) * shape.head_width ** -0.5 + hidden
        mixed = tf.einsum('bhij,bjhd->bihd', tf.nn.softmax(scores), v)
        x += product(tf.reshape(mixed, (batch, length, -1)), f'{i}.output')
        h = norm(x, weights[f'{i}.feed_forward_norm'], shape.epsilon)
        x += product(tf.nn.silu(product(h, f'{i}.gate')) * product(h, f'{i}.up'), f'{i}.down')
    return product(norm(x, weights['final_norm'], shape.epsilon), 'embedding')
