"""What the training scripts share: conversion to .tflite and evaluation on TensorFlow Lite Micro."""
import os

import numpy as np
import tensorflow as tf
from tflite_micro.python.tflite_micro import runtime

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def seed(number):
    tf.keras.utils.set_random_seed(number)
    tf.config.experimental.enable_op_determinism()


def to_float(model):
    return tf.lite.TFLiteConverter.from_keras_model(model).convert()


def to_int8(model, samples):
    """Full int8: weights per channel, activations, input and output. Ranges come from the samples."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: ([s[None].astype(np.float32)] for s in samples)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.inference_output_type = tf.int8
    return converter.convert()


def save(name, content):
    folder = os.path.join(ROOT, 'models', name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + '.tflite'), 'wb') as file:
        file.write(content)
    print(f'{name}: {len(content)} bytes')


class Micro:
    """A quantized model on TensorFlow Lite Micro, fed and read in real numbers."""

    def __init__(self, content):
        self.interpreter = runtime.Interpreter.from_bytes(content, arena_size=1 << 20)
        self.input, self.output = self.interpreter.get_input_details(0), self.interpreter.get_output_details(0)

    @staticmethod
    def _scale(details):
        q = details['quantization_parameters']
        return (q['scales'][0], q['zero_points'][0]) if len(q['scales']) else (None, 0)

    def __call__(self, sample):
        scale, zero = self._scale(self.input)
        data = sample if scale is None else np.clip(np.round(sample / scale) + zero, -128, 127)
        self.interpreter.set_input(data.astype(self.input['dtype']).reshape(self.input['shape']), 0)
        self.interpreter.invoke()
        scale, zero = self._scale(self.output)
        answer = self.interpreter.get_output(0).astype(np.float32).reshape(-1)
        return answer if scale is None else (answer - zero) * scale
