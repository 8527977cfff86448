import { irfft, rfft, valueAndGradients } from '@audiate/ops';
import { InputError, key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { compile } from '../compile.js';

/** The largest difference, in shares of the largest number. */
function apart(a: Float32Array, b: Float32Array): number {
  const size = b.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return b.reduce((most, value, i) => Math.max(most, Math.abs(value - a[i]!)), 0) / size;
}

test.each([
  [1, 2, 2],
  [2, 4, 4],
  [3, 2000, 2048],
  [1, 16_000, 16_384],
])(
  '%d × %d samples by products of matrices are those of fft.js, and so are the gradients',
  async (batch, samples, size) => {
    const bins = normal(key(1), batch * (size + 2));
    const sound = normal(key(2), batch * samples);
    const shapes = { bins: [batch, 2, size / 2 + 1], sound: [batch, samples] };
    const dot = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)) as tf.Scalar;
    for (const f of [
      (b: tf.Tensor, x: tf.Tensor) => dot(irfft(b as tf.Tensor3D, samples), x),
      (b: tf.Tensor, x: tf.Tensor) => dot(rfft(x as tf.Tensor2D, size), b),
    ]) {
      const program = await compile((given) => f(given.bins!, given.sound!), {
        inputs: shapes,
        wrt: ['bins', 'sound'],
        threads: 1,
      });
      const { gradients } = await program.run({ bins, sound });
      program.dispose();
      tf.tidy(() => {
        const { grads } = valueAndGradients(f, [tf.tensor(bins, shapes.bins), tf.tensor(sound, shapes.sound)]);
        const [byBins, bySound] = grads.map((slope) => slope!.dataSync() as Float32Array);
        expect(apart(gradients.bins as Float32Array, byBins!)).toBeLessThan(2e-6);
        expect(apart(gradients.sound as Float32Array, bySound!)).toBeLessThan(2e-6);
      });
    }
  },
);

test('refuses a length whose products would be slower than loops', async () => {
  const inputs = { sound: [1, 2 ** 19] };
  await expect(compile(({ sound }) => rfft(sound as tf.Tensor2D), { inputs })).rejects.toThrow(InputError);
});
