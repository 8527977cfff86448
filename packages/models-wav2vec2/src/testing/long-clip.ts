import { compile } from '@audiate/compile';
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';
import { BACKENDS, useBackend } from './backends.js';
import { relativeError } from './compare.js';
import { float64Tower } from './float64-tower.js';
import { lineFolder } from './golden.js';

/** A swelling tone in noise, off zero. */
function longClip(seconds: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: 16_000 * seconds }, (_, i) => {
    state = (state * 48_271) % 2_147_483_647;
    const t = i / 16_000;
    return 0.1 * Math.sin(2 * Math.PI * 220 * t) * (1 + Math.sin(4.4 * t)) + 0.1 * (state / 2_147_483_647 - 0.5) + 0.02;
  });
}

/** What hears a long clip, and how far from float64 it may be, relative to the largest number. */
export const HEARERS: readonly (readonly [name: string, tolerance: number])[] = [
  ...BACKENDS.map((name) => [name, 2e-6] as const),
  ['compiled', 5e-6],
];

/** Expects a conv layer of the line "base" to hear a clip as in float64. */
export async function expectDigits(name: string, tolerance: number, clip: { seconds: number; layer: number }) {
  const audio = longClip(clip.seconds);
  const shape: [number, number] = [1, audio.length];
  const layer = `conv.${clip.layer}` as Wav2Vec2Layer;
  const model = await loadWav2Vec2(lineFolder('base'));
  await useBackend(name === 'compiled' ? BACKENDS[0]! : name);
  let found: Float32Array;
  if (name === 'compiled') {
    const forward = ({ audio: heard }: Record<string, tf.Tensor>) => ({
      heard: model.forward(heard as tf.Tensor2D, [layer])[layer]!,
    });
    const program = await compile(forward, { inputs: { audio: shape }, threads: 1 });
    found = (await program.run({ audio })).values.heard as Float32Array;
    program.dispose();
  } else {
    found = tf.tidy(() => model.forward(tf.tensor2d(audio, shape), [layer])[layer]!.dataSync() as Float32Array);
  }
  model.dispose();
  const right = Float32Array.from(await float64Tower(audio, clip.layer));
  expect(relativeError(found, right)).toBeLessThan(tolerance);
}
