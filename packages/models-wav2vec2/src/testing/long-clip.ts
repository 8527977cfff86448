import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';
import { float64Tower } from './float64-tower.js';

/** A swelling tone in noise, off zero. */
function longClip(seconds: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: 16_000 * seconds }, (_, i) => {
    state = (state * 48_271) % 2_147_483_647;
    const t = i / 16_000;
    return 0.1 * Math.sin(2 * Math.PI * 220 * t) * (1 + Math.sin(4.4 * t)) + 0.1 * (state / 2_147_483_647 - 0.5) + 0.02;
  });
}

/** What hears a clip: a layer of a model. */
export type Hear = (
  model: ModelAdapter<Wav2Vec2Layer>,
  audio: Float32Array,
  layer: Wav2Vec2Layer,
) => Promise<Float32Array>;

/** On an eager backend. */
export function on(backend: string): Hear {
  return async (model, audio, layer) => {
    await useBackend(backend);
    return tf.tidy(() => {
      const heard = model.forward(tf.tensor2d(audio, [1, audio.length]), [layer])[layer]!;
      return heard.dataSync() as Float32Array;
    });
  };
}

/** Expects a conv layer of the line "base" to be heard as in float64, within `tolerance` of its largest number. */
export async function expectDigits(hear: Hear, tolerance: number, clip: { seconds: number; layer: number }) {
  const audio = longClip(clip.seconds);
  const model = await loadWav2Vec2(lineFolder('base'));
  const found = await hear(model, audio, `conv.${clip.layer}` as Wav2Vec2Layer);
  model.dispose();
  const right = Float32Array.from(await float64Tower(audio, clip.layer));
  expect(relativeError(found, right)).toBeLessThan(tolerance);
}
