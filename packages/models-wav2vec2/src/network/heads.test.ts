import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { frameCount, type ModelAdapter } from '@audiate/protocol';
import { modelLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LoadOptions, loadWav2Vec2, type Wav2Vec2Files, type Wav2Vec2Layer } from '../index.js';
import { looseCheckpoint, packChanged } from '../testing/checkpoint.js';

beforeAll(() => useBackend(BACKENDS[0]!));

const wave = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i ** 1.3));

function hear(model: ModelAdapter<Wav2Vec2Layer>, layer: Wav2Vec2Layer): number[] {
  return tf.tidy(() => Array.from(model.forward(tf.tensor2d(wave, [1, wave.length]), [layer])[layer]!.dataSync()));
}

/** Loads, and what was told meanwhile. */
async function loadTold(source: Wav2Vec2Files | string, options: LoadOptions = {}) {
  const told: string[] = [];
  const model = await loadWav2Vec2(source, { ...options, onWarning: (said) => told.push(said) });
  return { model, told };
}

for (const line of ['clip-weighted', 'speaker', 'frames', 'attention-adapter', 'conv-adapter']) {
  const model = await loadWav2Vec2(lineFolder(line));
  for (const backend of BACKENDS) {
    describe(`${line} on ${backend}`, () => {
      beforeAll(() => useBackend(backend));
      for (const law of modelLaws({ model, step: 1e-3 })) test(law.name, law.check);
    });
  }
}

describe('the facts of heads', () => {
  test('a classifier of clips has one frame for any clip, and labels', async () => {
    const { layers, minSamples, vocabulary } = await loadWav2Vec2(lineFolder('clip-weighted'));
    expect(layers.classifier).toMatchObject({ channels: 4, global: true, vocabulary: ['neu', 'hap', 'ang', 'sad'] });
    expect([43, 44, 400, 1e6].map((samples) => frameCount(layers.classifier, samples))).toEqual([0, 1, 1, 1]);
    expect([minSamples, vocabulary]).toEqual([44, undefined]);
  });

  test('a classifier of frames has those of the encoder', async () => {
    const { layers } = await loadWav2Vec2(lineFolder('frames'));
    const { channels, depth, ...facts } = layers['encoder.norm'];
    expect(layers.classifier).toMatchObject({ ...facts, channels: 4, vocabulary: ['neu', 'hap', 'ang', 'sad'] });
  });

  test('an x-vector needs two frames behind its time-delay layers', async () => {
    const model = await loadWav2Vec2(lineFolder('speaker'));
    expect(model.layers.embedding).toMatchObject({ channels: 11, minSamples: 44 + 6 * 24, global: true });
    expect(model.layers.classifier).toMatchObject({ channels: 11, minSamples: 44 + 6 * 24 });
    expect(model.layers.classifier.vocabulary).toBeUndefined();
    const answer = (samples: number) =>
      tf.tidy(() =>
        model.forward(tf.randomNormal([1, samples], 0, 1, 'float32', 1), ['embedding']).embedding.dataSync(),
      );
    expect(Array.from(answer(188)).every(Number.isFinite)).toBe(true);
    expect(() => answer(187)).toThrow('needs at least 188 samples');
    expect(model.minSamples).toBe(188);
  });

  test('an adapter after the encoder strides on', async () => {
    const { layers } = await loadWav2Vec2(lineFolder('conv-adapter'));
    const encoder = layers['encoder.norm'];
    const { hop, offset, receptiveField, minSamples } = encoder;
    expect(layers['adapter.0']).toMatchObject({
      channels: 12,
      hop: 2 * hop,
      offset: offset - hop,
      receptiveField: receptiveField + 3 * hop,
      minSamples: minSamples + hop,
    });
    expect(layers['adapter.1']).toMatchObject({
      hop: 4 * hop,
      offset: offset - 3 * hop,
      receptiveField: receptiveField + 9 * hop,
      minSamples: minSamples + 3 * hop,
    });
    expect(layers.logits).toMatchObject({ hop: 4 * hop, channels: 11 });
  });
});

describe('a part of a model', () => {
  const rows = [
    ['clip-weighted', 'encoder.1'],
    ['clip-weighted', 'classifier'],
    ['speaker', 'embedding'],
    ['attention-adapter', 'encoder.0.ffn'],
    ['attention-adapter', 'encoder.0'],
    ['conv-adapter', 'encoder.norm'],
    ['conv-adapter', 'adapter.0'],
  ] as const;
  test.each(rows)('%s up to %s answers as the whole, ends there and tells nothing', async (line, layer) => {
    const whole = await loadWav2Vec2(lineFolder(line));
    const { model, told } = await loadTold(lineFolder(line), { upTo: layer });
    expect(Object.keys(model.layers).at(-1)).toBe(layer);
    expect(hear(model, layer)).toEqual(hear(whole, layer));
    expect(told).toEqual([]);
  });

  test('a head that the checkpoint has not is told with what it has', async () => {
    const loading = loadWav2Vec2(lineFolder('clip-weighted'), { upTo: 'logits' });
    await expect(loading).rejects.toThrow(/^unknown layer "logits" as upTo; the model has .*classifier$/);
  });
});

describe('heads and adapters that config.json does not tell of', () => {
  test.each(['clip-weighted', 'speaker', 'frames'])(
    '%s without architectures is known by its weights',
    async (line) => {
      const loose = await looseCheckpoint(line);
      const { architectures: _, ...config } = loose.config;
      const whole = await loadWav2Vec2(lineFolder(line));
      const { model, told } = await loadTold(packChanged(loose, { config }));
      expect([model.fingerprint, told]).toEqual([whole.fingerprint, []]);
    },
  );

  test('a head of a class that is not transformers’ is told, and the body loads', async () => {
    const loose = await looseCheckpoint('clip-pre-norm');
    const config = { ...loose.config, architectures: ['HubertForSpeechClassification'] };
    const rename = (name: string) =>
      name.replace('classifier.', 'classifier.output.').replace('projector', 'classifier.dense');
    const { model, told } = await loadTold(packChanged(loose, { config }, rename));
    expect(told).toEqual([
      'wav2vec2 leaves out weights that its config.json (HubertForSpeechClassification) does not explain: ' +
        'classifier.output.bias, classifier.output.weight, classifier.dense.bias, classifier.dense.weight; ' +
        'its layers end with encoder.norm',
    ]);
    expect(hear(model, 'encoder.norm')).toEqual(hear(await loadWav2Vec2(lineFolder('clip-pre-norm')), 'encoder.norm'));
  });

  test('adapters without their setting are told', async () => {
    const loose = await looseCheckpoint('attention-adapter');
    const { adapter_attn_dim: _, ...config } = loose.config;
    const { told } = await loadTold(packChanged(loose, { config }));
    expect(told.join()).toMatch(/does not explain: .*encoder\.layers\.0\.adapter_layer\..* and \d+ more/);
  });

  test('what only training needs is not', async () => {
    const loose = await looseCheckpoint('base');
    const extra = ['quantizer.codevectors', 'project_hid.weight', 'wav2vec2.masked_spec_embed', 'objective.weight'];
    const tensors = new Map(loose.tensors);
    for (const name of extra) tensors.set(name, { data: Float32Array.of(1), shape: [1] });
    expect((await loadTold(packChanged(loose, { tensors }))).told).toEqual([]);
  });
});

describe('names behind a wrapper’s prefix', () => {
  test.each(['module.', 'model.', '_orig_mod.', 'net.model.'])('%s', async (wrapper) => {
    for (const line of ['speaker', 'mixed']) {
      const { model, told } = await loadTold(packChanged(await looseCheckpoint(line), {}, (name) => wrapper + name));
      expect([model.fingerprint, told]).toEqual([(await loadWav2Vec2(lineFolder(line))).fingerprint, []]);
    }
  });
});

test('a channel whose ReLU is shut passes no gradient to its deviation', async () => {
  const loose = await looseCheckpoint('speaker');
  const tensors = new Map(loose.tensors);
  const last = 'tdnn.2.kernel.bias';
  tensors.set(last, { data: new Float32Array(12).fill(-1e6), shape: [12] });
  const model = await loadWav2Vec2(packChanged(loose, { tensors }));
  const gradient = tf.tidy(() => {
    const score = (x: tf.Tensor) => tf.sum(model.forward(x as tf.Tensor2D, ['embedding']).embedding);
    return Array.from(
      tf
        .grad(score)(tf.tensor2d(wave, [1, wave.length]))
        .dataSync(),
    );
  });
  expect(new Set(gradient)).toEqual(new Set([0]));
});
