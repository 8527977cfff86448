import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesInMemory } from '@audiate/checkpoints';
import { openSafetensors } from '@audiate/checkpoints/internal/files/safetensors';
import { cosine, items, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { lineFolder, readGolden } from '@audiate/checkpoints/internal/testing/golden';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import { safetensorsFile } from '@audiate/checkpoints/internal/testing/tensors';
import { InputError, type ModelAdapter } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Files, type Wav2Vec2Layer } from '../index.js';
import { looseCheckpoint, pack, packChanged } from '../testing/checkpoint.js';

const ADAPTER = 'adapter.fra.safetensors';
const line = await readGolden('attention-adapter');
const audio = await line.array('batch/audio');
const french = new Uint8Array(await readFile(join(lineFolder('languages'), ADAPTER)));
const loose = await looseCheckpoint('attention-adapter');
const json = async (name: string) => JSON.parse(await readFile(join(lineFolder('languages'), name), 'utf8'));
const vocabulary = await json('vocab.json');
const given: Wav2Vec2Files = { ...pack(loose), vocabulary, tokenizerConfig: { target_lang: 'eng' } };

let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'audiate-languages-'));
  for (const name of ['attention-adapter', 'languages']) await cp(lineFolder(name), folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

async function quietly(source: string | Wav2Vec2Files, options: Parameters<typeof loadWav2Vec2>[1]) {
  const told: string[] = [];
  const model = await loadWav2Vec2(source, { ...options, onWarning: (said) => told.push(said) });
  expect(told).toEqual([]);
  return model;
}

async function expectGolden(model: ModelAdapter<Wav2Vec2Layer>) {
  const bytes = new Uint8Array(await readFile(join(lineFolder('languages'), 'golden.safetensors')));
  const golden = await openSafetensors(bytesInMemory(bytes));
  const input = tf.tensor2d(audio.data, audio.shape as [number, number]);
  const layers = golden.names().flatMap((name) => (name.startsWith('layer/') ? [name.slice(6) as Wav2Vec2Layer] : []));
  expect(layers).toContain('logits');
  const found = model.forward(input, layers);
  for (const layer of layers) {
    const theirs = items(await golden.read(`layer/${layer}`), audio.shape[0]!);
    const ours = items((await found[layer]!.data()) as Float32Array, audio.shape[0]!);
    for (const [i, item] of ours.entries()) expect(relativeError(item, theirs[i]!), layer).toBeLessThan(1e-4);
  }
  const slopes = items(projectedGradient(model, input, ['logits']), audio.shape[0]!);
  for (const [i, theirs] of items(await golden.read('gradient'), audio.shape[0]!).entries()) {
    expect(relativeError(slopes[i]!, theirs)).toBeLessThan(1e-3);
    expect(cosine(slopes[i]!, theirs)).toBeGreaterThan(1 - 1e-6);
  }
  tf.dispose([input, found]);
}

describe('another language of a model with adapters', () => {
  test('is what transformers computes with its adapter, from a folder and from bytes', async () => {
    const models = [
      await quietly(folder, { language: 'fra' }),
      await quietly({ ...given, adapters: { fra: french } }, { language: 'fra' }),
      await quietly({ ...given, adapters: { fra: french.slice().buffer } }, { language: 'fra' }),
    ];
    for (const model of models) {
      expect(model.layers.logits.channels).toBe(7);
      expect(model.vocabulary).toEqual(['<pad>', '|', 'à', 'b', 'ç', 'd', 'é']);
      await expectGolden(model);
    }
    expect(new Set(models.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  test('is found behind names that a wrapper spoilt, which the adapter’s own are not', async () => {
    const wrapped = packChanged(loose, {}, (name) => `module.${name}`);
    const model = await quietly({ ...given, ...wrapped, vocabulary, adapters: { fra: french } }, { language: 'fra' });
    await expectGolden(model);
  });

  test('is another model than its own, which needs no file', async () => {
    const [own, named, other] = await Promise.all([
      quietly(given, {}),
      quietly(given, { language: 'eng' }),
      quietly(folder, { language: 'fra' }),
    ]);
    expect(named.fingerprint).toBe(own.fingerprint);
    expect(named.vocabulary).toHaveLength(11);
    expect(other.fingerprint).not.toBe(own.fingerprint);
  });

  test('is not asked for by a part of the model that has no block', async () => {
    expect(Object.keys((await quietly(given, { language: 'fra', upTo: 'conv.0' })).layers)).toContain('conv.0');
  });
});

describe('a language that cannot be had', () => {
  const own = new Map([...loose.tensors].filter(([name]) => /adapter_layer|lm_head/.test(name)));
  const adapterOf = (tensors: typeof own) => pack({ ...loose, tensors }).weights as Uint8Array;
  const without = (name: string) => new Map([...own].filter(([key]) => !key.endsWith(name)));

  test('in a folder is told with the file that it takes, before the weights are read', async () => {
    const lacking = await mkdtemp(join(tmpdir(), 'audiate-languages-'));
    for (const name of ['attention-adapter', 'languages']) await cp(lineFolder(name), lacking, { recursive: true });
    await rm(join(lacking, ADAPTER));
    await rm(join(lacking, 'model.safetensors'));
    await expect(loadWav2Vec2(lacking, { language: 'fra' })).rejects.toThrow(
      /^language "fra" has a vocabulary, but folder ".*" has no adapter\.fra\.safetensors and no adapter\.fra\.bin with its adapters and head; add that file, or leave language out for the checkpoint's own$/,
    );
    await writeFile(join(lacking, ADAPTER), 'version https://git-lfs.github.com/spec/v1\noid sha256:8a\nsize 9\n');
    await expect(loadWav2Vec2(lacking, { language: 'fra' })).rejects.toThrow(
      /^adapter\.fra\.safetensors in folder ".*" is a git-lfs pointer, not the file: git lfs pull$/,
    );
    await rm(lacking, { recursive: true });
  });

  test.each<[string, string, Wav2Vec2Files['adapters'], string]>([
    [
      'is not given',
      'fra',
      undefined,
      'adapters has no "fra"; give the bytes of adapter.fra.safetensors there, or leave',
    ],
    ['is no bytes', 'fra', { fra: 'x' as never }, 'adapters["fra"] must be a Uint8Array or ArrayBuffer of adapter.fra'],
    ['is a text', 'fra', { fra: new TextEncoder().encode('no') }, 'what is given as adapter.fra.safetensors is a text'],
    [
      'lacks an adapter',
      'fra',
      { fra: adapterOf(without('1.adapter_layer.norm.bias')) },
      'adapter.fra.safetensors lacks the weight "encoder.layers.1.adapter_layer.norm.bias"',
    ],
    [
      'lacks the head',
      'fra',
      { fra: adapterOf(without('lm_head.weight')) },
      'adapter.fra.safetensors lacks the weight',
    ],
    ['is a whole model', 'fra', { fra: pack(loose).weights }, 'holds weights of adapter_layer and lm_head only'],
    ['is damaged', 'fra', { fra: safetensorsFile('{') }, 'the header of adapter.fra.safetensors is not JSON text'],
    ['has no vocabulary', 'deu', { deu: french }, 'unknown language "deu"; choose from eng, fra'],
  ])('that %s', async (_, language, adapters, said) => {
    const error = await loadWav2Vec2({ ...given, ...(adapters && { adapters }) }, { language }).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain(said);
  });

  test('by a name that leaves the folder', async () => {
    const hostile = { ...given, vocabulary: { eng: { a: 0 }, '../eng': { a: 0 } } };
    const nested = await mkdtemp(join(tmpdir(), 'audiate-languages-'));
    await cp(lineFolder('attention-adapter'), nested, { recursive: true });
    await writeFile(join(nested, 'vocab.json'), JSON.stringify(hostile.vocabulary));
    await expect(loadWav2Vec2(nested, { language: '../eng' })).rejects.toThrow(
      'the adapter of language "../eng" must be a plain file name without folders, got "adapter.../eng.safetensors"',
    );
    await rm(nested, { recursive: true });
  });
});
