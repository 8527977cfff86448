import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { weight } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { paddedGroupNorm } from './padded-group-norm.js';

const [SAMPLES, OUTPUTS, TAPS, STRIDE, EPS] = [8000, 6, 10, 5, 1e-5];

/** Kernels of norm 10 that see change alone: their sum and their slope are 0. */
function kernels(): number[][] {
  return Array.from({ length: OUTPUTS }, (_, o) => {
    const taps = Array.from({ length: TAPS }, (_, t) => Math.sin(3 * t * t + o) + (o - 2) * Math.cos(2 * t));
    const centre = (TAPS - 1) / 2;
    const mean = taps.reduce((sum, w) => sum + w, 0) / TAPS;
    const spread = taps.reduce((sum, _, t) => sum + (t - centre) ** 2, 0);
    const slope = taps.reduce((sum, w, t) => sum + w * (t - centre), 0) / spread;
    const flat = taps.map((w, t) => w - mean - slope * (t - centre));
    const norm = Math.hypot(...flat);
    return flat.map((w) => (10 * w) / norm);
  });
}

/** In float64, over the frames that an item has. */
function directly(x: Float32Array, rows: readonly number[][], frames: number): number[] {
  const heard = rows.map((row) =>
    Array.from({ length: frames }, (_, f) => row.reduce((sum, w, t) => sum + w * x[f * STRIDE + t]!, 0)),
  );
  const scaled = heard.map((channel) => {
    const mean = channel.reduce((sum, y) => sum + y, 0) / frames;
    const variance = channel.reduce((sum, y) => sum + (y - mean) ** 2, 0) / frames;
    return channel.map((y) => (y - mean) / Math.sqrt(variance + EPS));
  });
  return Array.from({ length: frames * OUTPUTS }, (_, i) => scaled[i % OUTPUTS]![Math.floor(i / OUTPUTS)]!);
}

describe.each(BACKENDS)('on %s', (backend) => {
  test.each([5, 20, 50, 1000])('a tone of %i Hz that kernels hardly see is normalised as in float64', async (hz) => {
    await useBackend(backend);
    const length = 6000;
    const x = Float32Array.from({ length: SAMPLES }, (_, t) =>
      t < length ? Math.SQRT2 * Math.sin((2 * Math.PI * hz * t) / 16_000) : 5 * Math.cos(t),
    );
    const rows = kernels();
    const [frames, valid] = [SAMPLES, length].map((n) => Math.floor((n - TAPS) / STRIDE) + 1) as [number, number];
    const kernel = weight(Float32Array.from(rows.flat()), [OUTPUTS, 1, TAPS]);
    const [gamma, beta] = [1, 0].map((value) => weight(new Float32Array(OUTPUTS).fill(value), [OUTPUTS]));
    const found = tf.tidy(() => {
      const mask = tf.tensor3d(
        Array.from({ length: frames }, (_, f) => (f < valid ? 1 : 0)),
        [1, frames, 1],
      );
      const norm = { gamma: gamma!, beta: beta!, eps: EPS };
      return paddedGroupNorm(tf.tensor3d(x, [1, SAMPLES, 1]), { kernel, stride: STRIDE, norm }, mask).dataSync();
    });
    const expected = directly(x, rows, valid);
    const apart = expected.reduce((most, y, i) => Math.max(most, Math.abs(y - found[i]!)), 0);
    expect(apart).toBeLessThan(0.005);
  });
});
