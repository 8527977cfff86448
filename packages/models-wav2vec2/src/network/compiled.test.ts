import { cosine, items, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import {
  goldenProjection,
  inRepository,
  type LineFacts,
  lineFolder,
  readGolden,
} from '@audiate/checkpoints/internal/testing/golden';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import { type Compiled, compile } from '@audiate/compile';
import type { ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';
import { LINES } from '../testing/golden.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** The projection of the goldens as a compiled function: every layer, and the gradient of the sum of all. */
function compileProjection(
  model: ModelAdapter<Wav2Vec2Layer>,
  [batch, samples]: readonly number[],
  layers: readonly string[],
): Promise<Compiled> {
  return compile(
    ({ audio }) => {
      const answers = model.forward(audio as tf.Tensor2D, layers as Wav2Vec2Layer[]);
      const scores = layers.map((layer) => {
        const value = answers[layer as Wav2Vec2Layer]!;
        const weights = tf.tensor3d(goldenProjection(value.shape[1] * value.shape[2]), [
          1,
          value.shape[1],
          value.shape[2],
        ]);
        return tf.sum(tf.mul(value, weights));
      });
      return { ...answers, value: tf.addN(scores) };
    },
    { inputs: { audio: [batch!, samples!] }, wrt: ['audio'], threads: 1 },
  );
}

for (const line of LINES) {
  const golden = await readGolden<LineFacts>(line);
  describe(`${line}, compiled, against transformers and the cpu backend`, () => {
    let model: ModelAdapter<Wav2Vec2Layer>;
    beforeAll(async () => {
      model = await loadWav2Vec2(lineFolder(line));
    });
    afterAll(() => model.dispose());

    for (const [name, { layers, gradients }] of Object.entries(golden.facts.cases)) {
      test(`${name}: every named layer`, async () => {
        const audio = await golden.array(`${name}/audio`);
        const program = await compileProjection(model, audio.shape, layers);
        const { values } = await program.run({ audio: audio.data });
        program.dispose();
        for (const layer of layers) {
          const expected = await golden.array(`${name}/layer/${layer}`);
          expect(program.shapes[layer]).toEqual(expected.shape);
          expect(relativeError(values[layer] as Float32Array, expected.data), layer).toBeLessThan(1e-4);
        }
      });

      for (const [key, chosen] of Object.entries(gradients)) {
        test(`${name}: waveform gradient of ${chosen.join(', ')}`, async () => {
          const audio = await golden.array(`${name}/audio`);
          const program = await compileProjection(model, audio.shape, chosen);
          const { values, gradients: found } = await program.run({ audio: audio.data });
          program.dispose();
          const input = tf.tensor2d(audio.data, audio.shape as [number, number]);
          const eager = projectedGradient(model, input, chosen);
          const layers = tf.tidy(() =>
            Object.entries(model.forward(input, chosen as Wav2Vec2Layer[])).map(([layer, value]) => ({
              layer,
              data: value.dataSync() as Float32Array,
            })),
          );
          input.dispose();
          for (const { layer, data } of layers)
            expect(relativeError(values[layer] as Float32Array, data)).toBeLessThan(1e-5);
          const theirs = await golden.array(`${name}/gradient/${key}`);
          const batch = audio.shape[0]!;
          for (const [i, ours] of items(found.audio!, batch).entries()) {
            expect(relativeError(ours, items(eager, batch)[i]!), `item ${i}, eager`).toBeLessThan(1e-4);
            expect(relativeError(ours, items(theirs.data, batch)[i]!), `item ${i}, transformers`).toBeLessThan(1e-3);
            expect(cosine(ours, items(theirs.data, batch)[i]!)).toBeGreaterThan(1 - 1e-6);
          }
        });
      }
    }
  });
}

describe('units of the trained model', () => {
  const samples = 6000;
  const audio = Float32Array.from({ length: samples }, (_, i) => Math.sin(i * 0.05) + 0.3 * Math.sin(i * i * 0.001));
  // Units that are awake: where a GELU is shut (u < −4) its derivative is what 1 + erf leaves in float32, four digits of it.
  const cases = (['encoder.2', 'encoder.1.ffn', 'conv.3', 'logits'] as const).flatMap((layer) =>
    [
      [3, 13],
      [9, 13],
      [3, 17],
    ].map(([frame, unit]) => ({ layer, frame: frame!, unit: unit! })),
  );

  test('each frame and channel is its own, and one program serves those of a layer', async () => {
    const model = await loadWav2Vec2(inRepository('packages/wav2vec2-tiny/models/tiny'));
    const seen = new Map<string, number[]>();
    for (const { layer, frame, unit } of cases) {
      const score = (x: tf.Tensor) =>
        tf.sum(tf.slice(model.forward(x as tf.Tensor2D, [layer])[layer], [0, frame, unit], [1, 1, 1])) as tf.Scalar;
      const program = await compile(({ x }) => score(x!), { inputs: { x: [1, samples] }, wrt: ['x'], threads: 1 });
      expect(program.found).toBe(seen.has(layer));
      const { gradients } = await program.run({ x: audio });
      program.dispose();
      const eager = tf.tidy(
        () =>
          tf
            .grad(score)(tf.tensor2d(audio, [1, samples]))
            .dataSync() as Float32Array,
      );
      expect(relativeError(gradients.x!, eager), `${layer} ${frame} ${unit}`).toBeLessThan(1e-4);
      for (const other of seen.get(layer) ?? []) expect(gradients.x![2000]).not.toBe(other);
      seen.set(layer, [...(seen.get(layer) ?? []), gradients.x![2000]!]);
    }
    model.dispose();
  });
});

describe('one unit of one frame', () => {
  test.each(['wavlm', 'wavlm-large', 'data2vec-audio', 'hubert-batch'])('%s, compiled, against cpu', async (line) => {
    const model = await loadWav2Vec2(lineFolder(line));
    const samples = 400;
    const audio = Float32Array.from({ length: samples }, (_, i) => Math.sin(i * 0.2) + 0.3 * Math.sin(i * i * 0.01));
    for (const [frame, unit] of [
      [0, 5],
      [11, 3],
    ] as const) {
      const score = (x: tf.Tensor) => {
        const { 'encoder.0': activation } = model.forward(x as tf.Tensor2D, ['encoder.0']);
        return tf.sum(tf.slice(activation, [0, frame, unit], [1, 1, 1])) as tf.Scalar;
      };
      const program = await compile(({ x }) => score(x!), { inputs: { x: [1, samples] }, wrt: ['x'], threads: 1 });
      const { gradients } = await program.run({ x: audio });
      program.dispose();
      const eager = tf.tidy(
        () =>
          tf
            .grad(score)(tf.tensor2d(audio, [1, samples]))
            .dataSync() as Float32Array,
      );
      expect(relativeError(gradients.x!, eager), `frame ${frame}`).toBeLessThan(1e-4);
    }
    model.dispose();
  });
});
