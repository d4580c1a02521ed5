"""The smallest of networks: y = sin(x) for x from 0 to 2 pi, in float32 and int8."""
import numpy as np
import tensorflow as tf

from common import Micro, save, seed, to_float, to_int8

seed(1)
x = np.random.uniform(0, 2 * np.pi, 4000).astype(np.float32)[:, None]
model = tf.keras.Sequential([
    tf.keras.Input((1,), batch_size=1),
    tf.keras.layers.Dense(16, activation='relu'),
    tf.keras.layers.Dense(16, activation='relu'),
    tf.keras.layers.Dense(1),
])
trainer = tf.keras.Sequential([tf.keras.Input((1,)), *model.layers])
trainer.compile(tf.keras.optimizers.Adam(0.005), 'mse')
trainer.fit(x, np.sin(x), epochs=150, batch_size=64, verbose=0)
trainer.compile(tf.keras.optimizers.Adam(0.0005), 'mse')
trainer.fit(x, np.sin(x), epochs=100, batch_size=64, verbose=0)

for name, content in (('sine_float', to_float(model)), ('sine_int8', to_int8(model, x[:500]))):
    save(name, content)
    micro, grid = Micro(content), np.linspace(0, 2 * np.pi, 500)
    worst = max(abs(float(micro(np.array([value]))[0]) - np.sin(value)) for value in grid)
    print(f'{name}: largest error {worst:.4f}')
