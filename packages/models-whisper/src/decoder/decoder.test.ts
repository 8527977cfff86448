import { readFile } from 'node:fs/promises';
import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { layerNames } from '@audiate/protocol';
import { checkNoLeak } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { loadWhisper } from '../index.js';

const folder = lineFolder('whisper');
const json = async (name: string) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8'));

beforeAll(() => useBackend('cpu'));

test('the decoder adds two layers of one frame, whose channels have names', async () => {
  const model = await loadWhisper(folder, { decoder: true });
  expect(layerNames(model).slice(-3)).toEqual(['encoder.norm', 'language', 'first-token']);
  expect(model.layers.language.vocabulary).toEqual(['<|en|>', '<|de|>', '<|fr|>']);
  expect(model.layers['first-token'].vocabulary!.slice(9)).toEqual(['j', ' the', ' a', 'é', 'Ã', '<|endoftext|>']);
  const audio = tf.randomNormal<tf.Rank.R2>([2, 2000], 0, 0.1, 'float32', 7);
  tf.tidy(() => {
    const { language, 'first-token': token } = model.forward(audio, ['language', 'first-token']);
    expect([language.shape, token.shape]).toEqual([
      [2, 1, 3],
      [2, 1, 15],
    ]);
  });
  checkNoLeak(() => model.forward(audio, ['language', 'first-token']));
  audio.dispose();
  model.dispose();
});

test('the prompt reaches the first token, and not the language', async () => {
  const models = await Promise.all(['en', 'de'].map((language) => loadWhisper(folder, { decoder: { language } })));
  const [english, german] = tf.tidy(() =>
    models.map((model) => {
      const audio = tf.randomNormal<tf.Rank.R2>([1, 2000], 0, 0.1, 'float32', 7);
      const { language, 'first-token': token } = model.forward(audio, ['language', 'first-token']);
      return { language: [...language.dataSync()], token: [...token.dataSync()] };
    }),
  ) as unknown as { language: number[]; token: number[] }[];
  for (const [i, logit] of english!.language.entries()) expect(logit).toBeCloseTo(german!.language[i]!, 4);
  expect(Math.abs(english!.token[0]! - german!.token[0]!)).toBeGreaterThan(0.01);
  expect(models[0]!.fingerprint).not.toBe(models[1]!.fingerprint);
  for (const model of models) model.dispose();
});

test('a model of English alone has no languages; upTo an encoder layer reads no decoder', async () => {
  const files = {
    config: await json('config.json'),
    preprocessor: await json('preprocessor_config.json'),
    vocabulary: await json('vocab.json'),
    addedTokens: await json('added_tokens.json'),
    weights: new Uint8Array(await readFile(`${folder}/model.safetensors`)),
  };
  const english = await loadWhisper({ ...files, generationConfig: { is_multilingual: false } }, { decoder: true });
  expect(layerNames(english).slice(-2)).toEqual(['encoder.norm', 'first-token']);
  const { vocabulary, ...without } = files;
  await expect(loadWhisper(without, { decoder: true })).rejects.toThrow('the decoder needs vocab.json');
  await expect(loadWhisper(files, { decoder: { language: 'xx' } })).rejects.toThrow('unknown language "xx" of decoder');
  const part = await loadWhisper(without, { decoder: true, upTo: 'encoder.0' });
  expect(layerNames(part).at(-1)).toBe('encoder.0');
  await expect(loadWhisper(files, { upTo: 'language' })).rejects.toThrow(
    'upTo names "language", a layer of the decoder; load it with { decoder: true }',
  );
  const language = await loadWhisper(files, { decoder: true, upTo: 'language' });
  expect(layerNames(language).at(-1)).toBe('language');
  for (const model of [english, part, language]) model.dispose();
  expect(vocabulary).toBeDefined();
});
