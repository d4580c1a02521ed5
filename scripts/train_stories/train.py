"""Trains the teacher on stories of the grammar, then the student on the teacher's distribution of every next token; measures both on stories neither has seen.

  python train.py [--teacher-minutes 12] [--student-minutes 16] [--control]

--control trains the student once more for as many steps on the text alone, to see what the teacher was worth.
"""
import argparse
import json
import math
import os
import time

import numpy as np
import tensorflow as tf

import export
from grammar import stories
from model import Shape, initial, logits
from tokenizer import Tokenizer, train as train_tokenizer

CONTEXT, BATCH, BOS = 256, 16, 1
TEACHER = Shape(width=96, feed_forward=256, layers=5, heads=6, key_value_heads=3, head_width=16, vocabulary=512, context=CONTEXT)
STUDENT = Shape(width=64, feed_forward=160, layers=4, heads=4, key_value_heads=2, head_width=16, vocabulary=512, context=CONTEXT)


def rows(encoded):
    """[n, CONTEXT + 1] ids; a row begins with a story and is filled from the next: a model learns both to begin and to end."""
    made, at = [], 0
    while at + 2 < len(encoded):
        made.append(([BOS] + encoded[at] + [BOS] + encoded[at + 1] + [BOS] + encoded[at + 2])[:CONTEXT + 1])
        at += 1
    return np.array([row for row in made if len(row) == CONTEXT + 1], np.int32)


def schedule(done, peak):
    """Warms up over the first 3 % of the time and falls as a cosine to a fiftieth."""
    return peak * min(done / 0.03, 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, done))))


class Trainer:
    """AdamW on one model; `step` compiles the model, its gradient and the update as one program."""

    def __init__(self, shape, seed, teacher=None):
        self.shape, self.weights, self.teacher = shape, initial(shape, seed), teacher
        self.first = {name: tf.Variable(tf.zeros_like(w)) for name, w in self.weights.items()}
        self.second = {name: tf.Variable(tf.zeros_like(w)) for name, w in self.weights.items()}
        self.program = tf.function(self.compute, jit_compile=True)

    def compute(self, batch, rate, count):
        given, targets = batch[:, :-1], batch[:, 1:]
        with tf.GradientTape() as tape:
            answer = logits(self.shape, self.weights, given)
            text = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(targets, answer))
            if self.teacher is None:
                loss = text
            else:
                soft = tf.stop_gradient(tf.nn.softmax(logits(TEACHER, self.teacher, given)))
                loss = 0.1 * text + 0.9 * tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(soft, answer))
        names = list(self.weights)
        gradients = tape.gradient(loss, [self.weights[name] for name in names])
        gradients, _ = tf.clip_by_global_norm([tf.convert_to_tensor(g) for g in gradients], 1.0)
        for name, g in zip(names, gradients):
            m, v, w = self.first[name], self.second[name], self.weights[name]
            m.assign(0.9 * m + 0.1 * g)
            v.assign(0.98 * v + 0.02 * g * g)
            update = m / (1 - 0.9 ** count) / (tf.sqrt(v / (1 - 0.98 ** count)) + 1e-8)
            w.assign_sub(rate * (update + (0.1 * w if len(w.shape) == 2 else 0.0)))
        return text

    def run(self, data, peak, seconds=None, steps=None):
        rng, begun, count = np.random.default_rng(1), None, 0
        while True:
            done = count / steps if steps else 0 if begun is None else (time.time() - begun) / seconds
            if done >= 1:
                return count
            count += 1
            text = self.program(tf.constant(data[rng.integers(0, len(data), BATCH)]), tf.constant(schedule(max(done, count / 1e4 if count < 30 else 0), peak), tf.float32), tf.constant(float(count)))
            begun = begun or time.time()  # The first step compiles.
            if count % 200 == 0:
                print(f'  step {count}, {done:.0%}: {float(text):.4f}', flush=True)


def cross_entropy(shape, weights, held):
    """Natural logarithms, per token, over whole stories with their end."""
    measure = tf.function(lambda batch: tf.nn.sparse_softmax_cross_entropy_with_logits(batch[:, 1:], logits(shape, weights, batch[:, :-1])), jit_compile=True)
    total = count = 0
    for at in range(0, len(held) - BATCH + 1, BATCH):
        batch = np.zeros((BATCH, CONTEXT + 1), np.int32)
        lengths = [len(ids) + 2 for ids in held[at:at + BATCH]]
        for row, ids in zip(batch, held[at:at + BATCH]):
            row[:len(ids) + 2] = [BOS] + ids + [BOS]
        losses = measure(tf.constant(batch)).numpy()
        for loss, length in zip(losses, lengths):
            total, count = total + loss[:length - 1].sum(), count + length - 1
    return float(total / count)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--teacher-minutes', type=float, default=12)
    parser.add_argument('--student-minutes', type=float, default=16)
    parser.add_argument('--control', action='store_true')
    options = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)

    text = stories(1, 60000)
    tokenizer = Tokenizer(train_tokenizer(text[:4000], STUDENT.vocabulary))
    short = lambda texts: [ids for ids in map(tokenizer.encode, texts) if len(ids) + 2 <= CONTEXT + 1]
    seen = set(text)
    data, held = rows(short(text)), short([s for s in stories(2, 1200) if s not in seen])[:480]
    print(f'{len(data)} rows, {len(held)} held-out stories; teacher {TEACHER.parameters()} and student {STUDENT.parameters()} parameters', flush=True)

    teacher = Trainer(TEACHER, 1)
    teacher_steps = teacher.run(data, 3e-3, seconds=60 * options.teacher_minutes)
    result = {'teacherParameters': TEACHER.parameters(), 'teacherSteps': teacher_steps, 'teacherCrossEntropy': cross_entropy(TEACHER, teacher.weights, held)}
    print(result, flush=True)
    student = Trainer(STUDENT, 2, teacher.weights)
    steps = student.run(data, 5e-3, seconds=60 * options.student_minutes)
    weights = {name: w.numpy().astype(np.float16).astype(np.float32) for name, w in student.weights.items()}
    result |= {'studentParameters': STUDENT.parameters(), 'studentSteps': steps, 'studentCrossEntropy': cross_entropy(STUDENT, student.weights, held),
               'studentCrossEntropyFloat16': cross_entropy(STUDENT, {name: tf.constant(w) for name, w in weights.items()}, held)}
    print(result, flush=True)
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'models', 'stories')
    os.makedirs(folder, exist_ok=True)
    export.write(folder, STUDENT, weights, tokenizer, [[BOS] + ids for ids in held[:24]])
    if options.control:
        control = Trainer(STUDENT, 2)
        control.run(data, 5e-3, steps=steps)
        result['studentWithoutTeacher'] = cross_entropy(STUDENT, control.weights, held)
        print(result, flush=True)
    with open(os.path.join(folder, 'training.json'), 'w') as file:
        file.write(json.dumps(result, indent=1) + '\n')


main()
