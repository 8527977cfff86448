import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { compile } from '@audiate/compile';
import type * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { expectDigits, type Hear, on } from '../testing/long-clip.js';

const compiled: Hear = async (model, audio, layer) => {
  await useBackend(BACKENDS[0]!);
  const forward = (inputs: Record<string, tf.Tensor>) => ({
    heard: model.forward(inputs.audio as tf.Tensor2D, [layer])[layer]!,
  });
  const program = await compile(forward, { inputs: { audio: [1, audio.length] }, threads: 1 });
  const { values } = await program.run({ audio });
  program.dispose();
  return values.heard as Float32Array;
};

describe('a clip of 45 s, 143,999 frames, is heard as in float64', () => {
  test.each(BACKENDS)('on %s', (backend) => expectDigits(on(backend), 2e-6, { seconds: 45, layer: 0 }));
  test('compiled', () => expectDigits(compiled, 5e-6, { seconds: 45, layer: 0 }));
});
