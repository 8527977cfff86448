import { cosine } from '@audiate/checkpoints/internal/testing/compare';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { compile } from '@audiate/compile';
import { objectives } from '@audiate/core';
import { loadWhisper } from '@audiate/models-whisper';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const model = await loadWhisper(lineFolder('whisper'), { windowSeconds: 'sound' });
beforeAll(() => tf.setBackend('cpu'));
afterAll(() => model.dispose());

const SAMPLES = 16_000;

/** Noise whose highs are 40 dB below its lows, and two tones: bands far apart in power, as of a voice. */
function sound(): Float32Array {
  let state = 1;
  let low = 0;
  return Float32Array.from({ length: SAMPLES }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    low = 0.98 * low + 0.02 * (state / 2 ** 31 - 1);
    return low + 0.2 * Math.sin(i * 0.17) + 0.05 * Math.sin(i * 1.1);
  });
}

describe('the gradient of a Whisper in bytes', () => {
  // A hair below what was found: 1, 0.99988, 0.99988; with the bands in bytes it was 0.00, −0.01, 0.01.
  test.each([
    ['mel', 40, 1 - 1e-6],
    ['conv.1', 5, 0.9998],
    ['encoder.1', 5, 0.9998],
  ] as const)('%s: points where that of float32 points', async (layer, channel, least) => {
    const term = objectives.channel(layer, channel).terms[0]!.term;
    const bound = term.bind({ model, batch: 1, samples: SAMPLES });
    const gradients: Float32Array[] = [];
    for (const precision of ['f32', 'i8'] as const) {
      const program = await compile(
        ({ audio }) => tf.sum(bound(model.forward(audio as tf.Tensor2D, [layer]), audio as tf.Tensor2D)),
        { inputs: { audio: [1, SAMPLES] }, wrt: ['audio'], threads: 1, precision },
      );
      gradients.push((await program.run({ audio: sound() })).gradients.audio!);
      program.dispose();
    }
    const found = cosine(gradients[1]!, gradients[0]!);
    expect(found).toBeGreaterThan(least);
    // Behind the bands there are products in bytes.
    if (layer !== 'mel') expect(found).toBeLessThan(1 - 1e-7);
  });
});
