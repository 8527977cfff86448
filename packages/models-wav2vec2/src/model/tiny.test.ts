import { readFile } from 'node:fs/promises';
import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { cosine, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { inRepository, readGolden } from '@audiate/checkpoints/internal/testing/golden';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import { layerNames, type ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';
import type { TinyFacts } from '../testing/golden.js';

const { facts, array } = await readGolden<TinyFacts>('tiny');

/** 16-bit mono PCM behind a plain header of 44 bytes, as the fixture has. */
async function readClip(): Promise<Float32Array> {
  const bytes = await readFile(inRepository(facts.clip));
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.byteLength));
  return Float32Array.from(samples, (sample) => sample / 32768);
}

for (const backend of BACKENDS) {
  describe(`the trained model on ${backend}, on recorded speech, against transformers`, () => {
    let model: ModelAdapter<Wav2Vec2Layer>;
    let audio: tf.Tensor2D;
    beforeAll(async () => {
      await useBackend(backend);
      model = await loadWav2Vec2(inRepository(facts.model));
      const samples = await readClip();
      expect(samples.length).toBe(facts.samples);
      audio = tf.tensor2d(samples, [1, samples.length]);
    });
    afterAll(() => {
      audio.dispose();
      model.dispose();
    });

    test('every named layer', async () => {
      const names = layerNames(model);
      expect([...names].sort()).toEqual(Object.keys(facts.layers).sort());
      const answers = tf.tidy(() =>
        Object.entries(model.forward(audio, names)).map(([name, value]) => ({
          name,
          shape: value.shape,
          data: value.dataSync() as Float32Array,
        })),
      );
      for (const { name, shape, data } of answers) {
        const { step, largest, shape: theirs } = facts.layers[name]!;
        expect(shape).toEqual(theirs);
        const { data: kept } = await array(`layer/${name}`);
        const differences = kept.map((value, i) => Math.abs(data[i * step]! - value));
        expect(Math.max(...differences) / largest, name).toBeLessThan(1e-4);
        expect(Math.abs(data.reduce((most, x) => Math.max(most, Math.abs(x)), 0) - largest) / largest).toBeLessThan(
          1e-4,
        );
      }
    });

    test('the waveform gradient of its deepest layer', async () => {
      const actual = projectedGradient(model, audio, [facts.deepest]);
      const expected = await array('gradient');
      expect(relativeError(actual, expected.data)).toBeLessThan(1e-3);
      expect(cosine(actual, expected.data)).toBeGreaterThan(1 - 1e-6);
    });
  });
}
