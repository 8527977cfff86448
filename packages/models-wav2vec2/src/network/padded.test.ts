import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { items, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { inRepository, type LineFacts, lineFolder, readGolden } from '@audiate/checkpoints/internal/testing/golden';
import { compile } from '@audiate/compile';
import { frameCount, layerNames, type ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';
import { LINES } from '../testing/golden.js';

const SAMPLES = 2100;
/** Of wav2vec 2.0's own lines; of the rest some are so conditioned that cpu and wasm part by 1.5e-5 without any padding. */
const toleranceOf = (line: string) => (['tiny', 'base', 'large'].includes(line) ? 1e-5 : 3e-5);
const folderOf = (line: string) =>
  line === 'tiny' ? inRepository('packages/wav2vec2-tiny/models/tiny') : lineFolder(line);
/** Of each kind of network one. */
const NEIGHBOURS: readonly string[] = ['tiny', 'base', 'large', 'wavlm'];

/** A sound off zero, behind which the padding is anything but silence. */
const audio = (lengths: readonly number[]) =>
  Float32Array.from({ length: lengths.length * SAMPLES }, (_, i) => {
    const [item, t] = [Math.floor(i / SAMPLES), i % SAMPLES];
    if (t >= lengths[item]!) return 3 * Math.cos(t * 0.7) - 2;
    return 0.05 + 0.1 * Math.sin(t * (0.05 + 0.02 * item)) + 0.05 * Math.sin(t * t * 0.003);
  });

type Answers = Readonly<Record<string, Float32Array>>;
type Hear = (model: ModelAdapter<Wav2Vec2Layer>, data: Float32Array, lengths: readonly number[]) => Promise<Answers>;

const eagerly =
  (backend: string): Hear =>
  async (model, data, lengths) => {
    await useBackend(backend);
    return tf.tidy(() => {
      const given = { lengths: tf.tensor1d([...lengths]) };
      const found = model.forwardPadded!(tf.tensor2d(data, [lengths.length, SAMPLES]), layerNames(model), given);
      return Object.fromEntries(Object.entries(found).map(([name, x]) => [name, x.dataSync() as Float32Array]));
    });
  };

const compiled: Hear = async (model, data, lengths) => {
  await useBackend('cpu');
  const inputs = { heard: [lengths.length, SAMPLES], lengths: [lengths.length] };
  const program = await compile(
    (given) =>
      model.forwardPadded!(given.heard as tf.Tensor2D, layerNames(model), { lengths: given.lengths as tf.Tensor1D }),
    { inputs, threads: 1 },
  );
  const { values } = await program.run({ heard: data, lengths: Float32Array.from(lengths) });
  program.dispose();
  return values as Answers;
};

const WAYS: readonly (readonly [string, Hear])[] = [
  ...BACKENDS.map((backend) => [backend, eagerly(backend)] as const),
  ['compiled', compiled],
];

/** What the layers say to each clip by itself. */
async function alone(model: ModelAdapter<Wav2Vec2Layer>, data: Float32Array, lengths: readonly number[]) {
  await useBackend(BACKENDS[0]!);
  return lengths.map((samples, item) =>
    tf.tidy(() => {
      const clip = tf.tensor2d(data.slice(item * SAMPLES, item * SAMPLES + samples), [1, samples]);
      const found = model.forward(clip, layerNames(model));
      return Object.fromEntries(Object.entries(found).map(([name, x]) => [name, x.dataSync() as Float32Array]));
    }),
  );
}

describe.each([...LINES, 'tiny'])('%s: padding changes nothing', (line) => {
  let model: ModelAdapter<Wav2Vec2Layer>;
  beforeAll(async () => {
    await useBackend(BACKENDS[0]!);
    model = await loadWav2Vec2(folderOf(line));
  });
  afterAll(() => model.dispose());

  test.each(WAYS)('%s: every layer of clips from the shortest to the longest', async (_, hear) => {
    const lengths = [model.minSamples, model.minSamples + 1, 1333, SAMPLES - 1, SAMPLES];
    const data = audio(lengths);
    const answers = await hear(model, data, lengths);
    const expected = await alone(model, data, lengths);
    for (const layer of layerNames(model)) {
      const info = model.layers[layer]!;
      const size = answers[layer]!.length / lengths.length;
      expect(size).toBe(frameCount(info, SAMPLES) * info.channels);
      for (const [item, samples] of lengths.entries()) {
        const own = answers[layer]!.subarray(item * size, item * size + frameCount(info, samples) * info.channels);
        expect(relativeError(own, expected[item]![layer]!), `${layer}, ${samples} samples`).toBeLessThan(
          toleranceOf(line),
        );
      }
    }
  });

  test.each(NEIGHBOURS.includes(line) ? WAYS : [])('%s: not a bit depends on the neighbours', async (_, hear) => {
    const [first, second] = [audio([1333, SAMPLES]), audio([1333, SAMPLES])];
    second.set(second.slice(SAMPLES).reverse(), SAMPLES);
    const answers = [await hear(model, first, [1333, SAMPLES]), await hear(model, second, [1333, 700])];
    for (const layer of layerNames(model)) {
      const [one, other] = answers.map((found) => items(found[layer]!, 2)[0]!);
      const info = model.layers[layer]!;
      const size = frameCount(info, 1333) * info.channels;
      expect(one!.slice(0, size), layer).toEqual(other!.slice(0, size));
    }
  });

  // The goldens of the trained model are of a longer clip.
  test.each(line === 'tiny' ? [] : [WAYS.at(-1)!])(
    '%s: what transformers says to the same clips without padding',
    async () => {
      const golden = await readGolden<LineFacts>(line);
      const { layers } = golden.facts.cases.batch!;
      const clips = await golden.array('batch/audio');
      const [batch, samples] = clips.shape as [number, number];
      const lengths = Array.from({ length: batch }, () => samples);
      const data = audio(lengths);
      for (const [item, clip] of items(clips.data, batch).entries()) data.set(clip, item * SAMPLES);
      const answers = await compiled(model, data, lengths);
      for (const layer of layers as Wav2Vec2Layer[]) {
        const expected = await golden.array(`batch/layer/${layer}`);
        for (const [item, theirs] of items(expected.data, batch).entries()) {
          const ours = items(answers[layer]!, batch)[item]!.subarray(0, theirs.length);
          expect(relativeError(ours, theirs), `${layer}, item ${item}`).toBeLessThan(1e-4);
        }
      }
    },
  );
});
