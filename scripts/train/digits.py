"""Handwritten digits, 8 x 8 pixels of 0 to 16, from scikit-learn: a small convolutional network in int8."""
import json
import os

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from common import ROOT, Micro, save, seed, to_int8

seed(7)
digits = load_digits()
images, labels = (digits.images / 16).astype(np.float32)[..., None], digits.target
train_x, test_x, train_y, test_y, _, test_at = train_test_split(
    images, labels, np.arange(len(labels)), test_size=0.25, random_state=7, stratify=labels)

layers = tf.keras.layers
body = [
    layers.Conv2D(12, 3, padding='same', use_bias=False), layers.BatchNormalization(), layers.ReLU(),
    layers.DepthwiseConv2D(3, padding='same', use_bias=False), layers.BatchNormalization(), layers.ReLU(),
    layers.Conv2D(24, 1, use_bias=False), layers.BatchNormalization(), layers.ReLU(),
    layers.MaxPooling2D(2),
    layers.DepthwiseConv2D(3, padding='same', use_bias=False), layers.BatchNormalization(), layers.ReLU(),
    layers.Conv2D(32, 1, use_bias=False), layers.BatchNormalization(), layers.ReLU(),
    layers.AveragePooling2D(2),
    layers.Flatten(),
    layers.Dense(10, activation='softmax'),
]
augment = tf.keras.Sequential([layers.RandomTranslation(0.1, 0.1, fill_mode='constant'), layers.RandomRotation(0.04, fill_mode='constant')])
trainer = tf.keras.Sequential([tf.keras.Input((8, 8, 1)), augment, *body])
steps = 120 * (len(train_x) // 32)
trainer.compile(tf.keras.optimizers.Adam(tf.keras.optimizers.schedules.CosineDecay(0.004, steps)), 'sparse_categorical_crossentropy')
trainer.fit(train_x, train_y, epochs=120, batch_size=32, verbose=0)

model = tf.keras.Sequential([tf.keras.Input((8, 8, 1), batch_size=1), *body])
content = to_int8(model, train_x[:400])
save('digits_int8', content)
micro = Micro(content)
right = [int(np.argmax(micro(image))) == label for image, label in zip(test_x, test_y)]
print(f'digits_int8: {sum(right)} of {len(right)} held-out digits right, {np.mean(right):.4f}')

samples = []
for digit in range(10):
    at = next(i for i, label in zip(test_at, test_y) if label == digit)
    samples.append({'label': digit, 'pixels': digits.images[at].astype(int).reshape(-1).tolist()})
with open(os.path.join(ROOT, 'models', 'digits_int8', 'samples.json'), 'w') as file:
    file.write('[\n' + ',\n'.join(json.dumps(sample) for sample in samples) + '\n]\n')
