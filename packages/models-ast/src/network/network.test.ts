import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { cosine, items, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AstLayer } from '../index.js';
import { LINES, modelOf, readAstGolden } from '../testing/golden.js';

const LAYER_TOLERANCE = 1e-4;
const GRADIENT_TOLERANCE = 1e-3;
const COSINE = 1 - 1e-6;

const hear = (
  model: ModelAdapter<AstLayer>,
  audio: { data: Float32Array; shape: readonly number[] },
  layers: readonly string[],
) =>
  tf.tidy(() => {
    const found = model.forward(tf.tensor2d(audio.data, audio.shape as [number, number]), layers as AstLayer[]);
    return Object.entries(found).map(([name, value]) => ({
      name,
      shape: value.shape,
      data: value.dataSync() as Float32Array,
    }));
  });

for (const line of LINES) {
  const golden = await readAstGolden(line);
  for (const backend of BACKENDS) {
    describe(`${line} on ${backend}, against transformers`, () => {
      beforeAll(() => useBackend(backend));

      for (const [name, { layers, gradients }] of Object.entries(golden.facts.cases)) {
        test(`${name}: every layer`, async () => {
          const model = await modelOf(line, name);
          const audio = await golden.array(`${name}/audio`);
          expect(Object.keys(model.layers).sort()).toEqual([...layers].sort());
          for (const answer of hear(model, audio, layers)) {
            const expected = await golden.array(`${name}/layer/${answer.name}`);
            expect([answer.name, answer.shape]).toEqual([answer.name, expected.shape]);
            const theirs = items(expected.data, audio.shape[0]!);
            for (const [i, ours] of items(answer.data, audio.shape[0]!).entries()) {
              expect(relativeError(ours, theirs[i]!), `${answer.name}, item ${i}`).toBeLessThan(LAYER_TOLERANCE);
            }
          }
          model.dispose();
        });

        for (const [key, chosen] of Object.entries(gradients)) {
          test(`${name}: waveform gradient of ${key}`, async () => {
            const model = await modelOf(line, name);
            const audio = await golden.array(`${name}/audio`);
            const expected = await golden.array(`${name}/gradient/${key}`);
            const batch = audio.shape[0]!;
            const input = tf.tensor2d(audio.data, audio.shape as [number, number]);
            const actual = items(projectedGradient(model, input, chosen), batch);
            input.dispose();
            model.dispose();
            for (const [i, theirs] of items(expected.data, batch).entries()) {
              expect(relativeError(actual[i]!, theirs), `item ${i}`).toBeLessThan(GRADIENT_TOLERANCE);
              expect(cosine(actual[i]!, theirs), `item ${i}`).toBeGreaterThan(COSINE);
            }
          });
        }
      }

      test.for(golden.facts.mutations.map((mutation, index) => ({ ...mutation, index })))(
        'tells from the reference with $name',
        async ({ layer, item, index }) => {
          const model = await modelOf(line, 'batch');
          const audio = await golden.array('batch/audio');
          const [answer] = hear(model, audio, [layer]);
          model.dispose();
          const ours = items(answer!.data, audio.shape[0]!)[item]!;
          const mutated = await golden.array(`mutation/${index}`);
          expect(relativeError(mutated.data, ours)).toBeGreaterThan(10 * LAYER_TOLERANCE);
        },
      );
    });
  }
}
