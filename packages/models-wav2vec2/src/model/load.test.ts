import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Files } from '../index.js';
import { looseCheckpoint, pack, packChanged } from '../testing/checkpoint.js';

const base = await looseCheckpoint('base');

beforeAll(() => useBackend('cpu'));

/** The logits of a fixed sound. */
async function hear(source: Wav2Vec2Files | string): Promise<{ fingerprint: string; logits: Float32Array }> {
  const model = await loadWav2Vec2(source);
  const logits = tf.tidy(() => {
    const audio = tf.tensor2d(
      Float32Array.from({ length: 1200 }, (_, i) => Math.sin(i ** 1.3)),
      [1, 1200],
    );
    return model.forward(audio, ['logits']).logits.dataSync() as Float32Array;
  });
  model.dispose();
  return { fingerprint: model.fingerprint, logits };
}

describe('loadWav2Vec2', () => {
  test('reads a folder and bytes alike', async () => {
    expect(await hear(pack(base))).toEqual(await hear(lineFolder('base')));
    const buffer = (pack(base).weights as Uint8Array).slice().buffer;
    expect(await hear({ ...pack(base), weights: buffer })).toEqual(await hear(lineFolder('base')));
  });

  test('tells the facts of a checkpoint', async () => {
    const model = await loadWav2Vec2(lineFolder('base'));
    expect(model).toMatchObject({ name: 'base', sampleRate: 16_000, minSamples: 400 });
    expect(model.vocabulary).toEqual(['<pad>', '|', ...'ABCDEFGHI']);
    expect(model.layers.logits.channels).toBe(11);
    const renamed = await loadWav2Vec2(pack(base), { name: 'mine' });
    expect([renamed.name, (await loadWav2Vec2(pack(base))).name]).toEqual(['mine', 'wav2vec2']);
    const headless = await loadWav2Vec2(lineFolder('mixed'));
    expect([headless.vocabulary, Object.keys(headless.layers).includes('logits')]).toEqual([undefined, false]);
  });

  test('reads both spellings of the weight norm, and names with and without the prefix', async () => {
    const expected = await hear(pack(base));
    const respelled = packChanged(base, {}, (name) =>
      name
        .replace('weight_g', 'parametrizations.weight.original0')
        .replace('weight_v', 'parametrizations.weight.original1'),
    );
    const bare = packChanged(base, {}, (name) => name.replace('wav2vec2.', ''));
    expect(await hear(respelled)).toEqual(expected);
    expect(await hear(bare)).toEqual(expected);
  });

  test('ignores what only training needs', async () => {
    const extra = new Map(base.tensors);
    for (const name of [
      'quantizer.codevectors',
      'project_hid.weight',
      'project_q.bias',
      'wav2vec2.masked_spec_embed',
    ]) {
      extra.set(name, { data: Float32Array.of(1), shape: [1] });
    }
    expect(await hear(packChanged(base, { tensors: extra }))).toEqual(await hear(pack(base)));
  });

  test('hears without normalisation where the checkpoint says so, with it where it says nothing', async () => {
    const [plain, silent] = await Promise.all([
      hear(packChanged(base, { preprocessor: { do_normalize: false } })),
      hear(packChanged(base, { preprocessor: {} })),
    ]);
    const expected = await hear(pack(base));
    expect(silent).toEqual(expected);
    expect(plain.logits).not.toEqual(expected.logits);
  });

  test('a vocabulary is only read for a head, and is not needed', async () => {
    const { vocabulary: _, ...without } = pack(base);
    const model = await loadWav2Vec2(without);
    expect(model.vocabulary).toBeUndefined();
    expect(model.noVocabulary).toBe('it came without vocab.json; name a layer and channel');
    expect((await loadWav2Vec2(lineFolder('mixed'))).noVocabulary).toBeUndefined();
  });

  test('a vocabulary of several languages is chosen from', async () => {
    const { '<pad>': pad, A, B } = base.vocabulary;
    const vocabulary = { eng: base.vocabulary, nld: { '<pad>': pad, b: A, a: B, '|': 1 } };
    const files = { ...pack(base), vocabulary };
    expect((await loadWav2Vec2(files, { language: 'nld' })).vocabulary!.slice(0, 4)).toEqual(['<pad>', '|', 'b', 'a']);
    const preset = await loadWav2Vec2({ ...files, tokenizerConfig: { target_lang: 'eng' } });
    expect(preset.fingerprint).toBe((await loadWav2Vec2(pack(base))).fingerprint);
    await expect(loadWav2Vec2(files, { language: 'deu' })).rejects.toThrow('unknown language "deu"');
    await expect(loadWav2Vec2(pack(base), { language: 'nld' })).rejects.toThrow('leave it out');
  });

  test('the fingerprint tells another blank, and not how the same tokenizer is written down', async () => {
    const fingerprint = async (changes: object) => (await loadWav2Vec2({ ...pack(base), ...changes })).fingerprint;
    const plain = await fingerprint({});
    expect(await fingerprint({ tokenizerConfig: { tokenizer_class: 'Wav2Vec2CTCTokenizer' } })).toBe(plain);
    expect(await fingerprint({ config: { ...base.config, pad_token_id: 3 } })).not.toBe(plain);
  });
});
