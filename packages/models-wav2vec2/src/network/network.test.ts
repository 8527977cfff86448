import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { cosine, items, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { type LineFacts, lineFolder, readGolden } from '@audiate/checkpoints/internal/testing/golden';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';
import { LINES } from '../testing/golden.js';

const LAYER_TOLERANCE = 1e-4;
const GRADIENT_TOLERANCE = 1e-3;
const COSINE = 1 - 1e-6;

for (const line of LINES) {
  const golden = await readGolden<LineFacts>(line);
  for (const backend of BACKENDS) {
    describe(`${line} on ${backend}, against transformers`, () => {
      let model: ModelAdapter<Wav2Vec2Layer>;
      beforeAll(async () => {
        await useBackend(backend);
        model = await loadWav2Vec2(lineFolder(line));
      });
      afterAll(() => model.dispose());

      const hear = (audio: { data: Float32Array; shape: readonly number[] }, layers: readonly string[]) =>
        tf.tidy(() => {
          const found = model.forward(
            tf.tensor2d(audio.data, audio.shape as [number, number]),
            layers as Wav2Vec2Layer[],
          );
          return Object.entries(found).map(([name, value]) => ({
            name,
            shape: value.shape,
            data: value.dataSync() as Float32Array,
          }));
        });

      for (const [name, { layers, gradients }] of Object.entries(golden.facts.cases)) {
        test(`${name}: every named layer`, async () => {
          const audio = await golden.array(`${name}/audio`);
          expect(Object.keys(model.layers).sort()).toEqual([...layers].sort());
          for (const answer of hear(audio, layers)) {
            const expected = await golden.array(`${name}/layer/${answer.name}`);
            expect(answer.shape).toEqual(expected.shape);
            const batch = audio.shape[0]!;
            const theirs = items(expected.data, batch);
            for (const [i, ours] of items(answer.data, batch).entries()) {
              expect(relativeError(ours, theirs[i]!), `${answer.name}, item ${i}`).toBeLessThan(LAYER_TOLERANCE);
            }
          }
        });

        for (const [key, chosen] of Object.entries(gradients)) {
          test(`${name}: waveform gradient of ${chosen.join(', ')}`, async () => {
            const audio = await golden.array(`${name}/audio`);
            const expected = await golden.array(`${name}/gradient/${key}`);
            const batch = audio.shape[0]!;
            const input = tf.tensor2d(audio.data, audio.shape as [number, number]);
            const actual = items(projectedGradient(model, input, chosen), batch);
            input.dispose();
            for (const [i, theirs] of items(expected.data, batch).entries()) {
              expect(relativeError(actual[i]!, theirs), `item ${i}`).toBeLessThan(GRADIENT_TOLERANCE);
              expect(cosine(actual[i]!, theirs), `item ${i}`).toBeGreaterThan(COSINE);
            }
          });
        }
      }

      test.for(golden.facts.mutations.map((mutation, index) => ({ ...mutation, index })))(
        'tells from the reference with $name (at $layer)',
        async ({ layer, item, index }) => {
          const audio = await golden.array('batch/audio');
          const [answer] = hear(audio, [layer]);
          const ours = items(answer!.data, audio.shape[0]!)[item]!;
          const mutated = await golden.array(`mutation/${index}`);
          expect(relativeError(mutated.data, ours)).toBeGreaterThan(10 * LAYER_TOLERANCE);
        },
      );
    });
  }
}
