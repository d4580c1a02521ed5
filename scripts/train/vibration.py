"""An autoencoder for the spectrum of a rotating machine, on signals that this script makes: what it rebuilds badly is a fault."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import roc_auc_score

from common import Micro, save, seed, to_int8

seed(3)
RATE, LENGTH = 2048, 512
random = np.random.default_rng(3)
time = np.arange(LENGTH) / RATE


def signal(fault=None):
    """A shaft near 50 Hz with its harmonics and noise; a fault is an imbalance, a loose part or a broken bearing."""
    shaft = random.uniform(48, 52)
    strengths = [1, 0.4, 0.2, 0.1]
    if fault == 'imbalance':
        strengths[0] *= random.uniform(2.5, 4)
    if fault == 'looseness':
        strengths += [0.35, 0.3, 0.25]
    wave = sum(strength * random.uniform(0.85, 1.15) * np.sin(2 * np.pi * shaft * (k + 1) * time + random.uniform(0, 2 * np.pi))
               for k, strength in enumerate(strengths))
    if fault == 'bearing':
        for hit in np.arange(random.uniform(0, 0.01), LENGTH / RATE, 1 / (3.58 * shaft)):
            after = time - hit
            wave += np.where(after >= 0, 1.3 * np.exp(-np.clip(after, 0, None) * 400) * np.sin(2 * np.pi * 700 * after), 0)
    return wave + random.normal(0, 0.15, LENGTH)


def spectrum(wave):
    """64 bands of the power in dB, around zero."""
    power = np.abs(np.fft.rfft(wave * np.hanning(LENGTH))[:256]) ** 2
    return ((10 * np.log10(power.reshape(64, 4).mean(axis=1) + 1e-3) - 10) / 20).astype(np.float32)


train = np.stack([spectrum(signal()) for _ in range(6000)])
model_layers = [tf.keras.layers.Dense(n, activation=a) for n, a in ((32, 'relu'), (8, 'relu'), (32, 'relu'), (64, None))]
trainer = tf.keras.Sequential([tf.keras.Input((64,)), *model_layers])
trainer.compile(tf.keras.optimizers.Adam(0.002), 'mse')
trainer.fit(train, train, epochs=60, batch_size=64, verbose=0)
content = to_int8(tf.keras.Sequential([tf.keras.Input((64,), batch_size=1), *model_layers]), train[:500])
save('vibration_int8', content)

micro = Micro(content)
error = lambda sample: float(np.mean((micro(sample) - sample) ** 2))
normal = [error(spectrum(signal())) for _ in range(400)]
for fault in ('imbalance', 'looseness', 'bearing'):
    faulty = [error(spectrum(signal(fault))) for _ in range(400)]
    print(f'vibration_int8: AUC {roc_auc_score([0] * 400 + [1] * 400, normal + faulty):.4f} for {fault}')
