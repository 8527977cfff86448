import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository, lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { hostedLine } from '@audiate/checkpoints/internal/testing/hosted-model';
import { type HubEnvironment, hubEnvironment } from '@audiate/checkpoints/internal/testing/hub-environment';
import type { HubServer } from '@audiate/checkpoints/internal/testing/hub-server';
import { copyOfBase, copyShards, WITHOUT_WEIGHTS } from '@audiate/checkpoints/internal/testing/line-copy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadWav2Vec2 } from '../index.js';
import { looseCheckpoint, pack } from '../testing/checkpoint.js';

const base = await looseCheckpoint('base');
const json = async (name: string) => JSON.parse(await readFile(`${lineFolder('base')}/${name}`, 'utf8'));
const fixture = async (name: string) => new Uint8Array(await readFile(inRepository(`fixtures/torch-files/${name}`)));

describe('shards', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await copyOfBase(WITHOUT_WEIGHTS);
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  const INDEX = 'model.safetensors.index.json';
  const copy = (kind: string) => copyShards(kind, folder);
  const writeIndex = (index: unknown) => writeFile(join(folder, INDEX), JSON.stringify(index));
  const index = async () => JSON.parse(await readFile(join(folder, INDEX), 'utf8'));

  test.each(['safetensors', 'torch'])('of %s, as huggingface_hub writes them, are the same model', async (kind) => {
    await copy(kind);
    expect((await loadWav2Vec2(folder)).fingerprint).toBe((await loadWav2Vec2(lineFolder('base'))).fingerprint);
  });

  test('among a page’s files are the same model; what is not asked for is not read', async () => {
    await copy('safetensors');
    const names = await readdir(folder);
    const files = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, new Blob([await readFile(join(folder, name))])] as const)),
    );
    const movie = Object.assign(new Blob(['x']), {
      slice() {
        throw new Error('it was read');
      },
    });
    const model = await loadWav2Vec2({ files: { ...files, 'holiday.mov': movie } }, { name: 'dropped' });
    const whole = await loadWav2Vec2(lineFolder('base'));
    expect([model.fingerprint, model.name]).toEqual([whole.fingerprint, 'dropped']);
    expect(model.vocabulary).toEqual(whole.vocabulary);

    const [lost] = names.filter((name) => name.endsWith('.safetensors')).sort();
    const { [lost!]: _, ...rest } = files;
    await expect(loadWav2Vec2({ files: rest })).rejects.toThrow(
      `the set of files has no ${lost}, which ${INDEX} names`,
    );
    await expect(loadWav2Vec2({ files: { ...files, [lost!]: 'x' as never } })).rejects.toThrow(
      `files["${lost}"] must be a Blob, got "x"`,
    );
    await expect(loadWav2Vec2({ files: {} })).rejects.toThrow('the set of files has no config.json');
    await expect(loadWav2Vec2({ files: 5 as never })).rejects.toThrow('files must be Blobs by their names, got 5');
  });

  test('that a part of the model does not need are not opened', async () => {
    await copy('safetensors');
    const { weight_map: map } = await index();
    const needed = Object.keys(map).filter((name) => !/layers\.1\.|lm_head/.test(name));
    const spare = [...new Set(Object.values<string>(map))].filter((file) => !needed.some((name) => map[name] === file));
    await writeIndex({ weight_map: { ...map, 'lm_head.weight': 'nothing.safetensors' } });
    for (const file of spare) await rm(join(folder, file));
    expect(Object.keys((await loadWav2Vec2(folder, { upTo: 'encoder.0' })).layers).at(-1)).toBe('encoder.0');
    await expect(loadWav2Vec2(folder)).rejects.toThrow('has no ');
  });
});

describe('what torch.save wrote', () => {
  test.each(['zip.bin', 'legacy.bin'])('%s is the same model as its safetensors', async (name) => {
    const config = await json('config.json');
    const preprocessor = await json('preprocessor_config.json');
    const vocabulary = await json('vocab.json');
    const model = await loadWav2Vec2({ config, preprocessor, vocabulary, weights: await fixture(name) });
    expect(model.fingerprint).toBe((await loadWav2Vec2(lineFolder('base'))).fingerprint);
  });

  test("a Lightning checkpoint in double precision is the model within it, without the wrapper's prefix", async () => {
    const [config, preprocessor] = await Promise.all(
      ['config.json', 'preprocessor_config.json'].map(async (name) =>
        JSON.parse(await readFile(`${lineFolder('mixed')}/${name}`, 'utf8')),
      ),
    );
    const told: string[] = [];
    const weights = await fixture('lightning.ckpt');
    const model = await loadWav2Vec2({ config, preprocessor, weights }, { onWarning: (said) => told.push(said) });
    expect(model.fingerprint).toBe((await loadWav2Vec2(lineFolder('mixed'))).fingerprint);
    expect(told).toEqual([]);
  });
});

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await copyOfBase([...WITHOUT_WEIGHTS, 'model.safetensors']);
  });
  afterAll(() => rm(join(folder, '..'), { recursive: true }));

  test('may have its feature extractor in processor_config.json, which wins', async () => {
    const expected = (await loadWav2Vec2(pack({ ...base, preprocessor: { do_normalize: false } }))).fingerprint;
    const file = join(folder, 'processor_config.json');
    await writeFile(file, JSON.stringify({ feature_extractor: { do_normalize: false }, processor_class: 'P' }));
    expect((await loadWav2Vec2(folder)).fingerprint).toBe(expected);
    await rm(file);
  });

  test.each([
    ['{"a": ', /^vocab\.json in folder ".*my-model" is not JSON: /],
    ['version https://git-lfs.github.com/spec/v1\n', /^vocab\.json in folder ".*my-model" is a git-lfs pointer/],
    ['{"eng": {"a": 0}, "fra": {"a": 0}}', /^vocab\.json has a vocabulary for each language/],
  ])('whose vocabulary is damaged loses the vocabulary alone, and says so once (%#)', async (text, why) => {
    const vocabulary = await readFile(join(folder, 'vocab.json'));
    const warnings: string[] = [];
    const note = (warning: Error) => void warnings.push(warning.message);
    process.on('warning', note);
    await writeFile(join(folder, 'vocab.json'), text);
    const models = [await loadWav2Vec2(folder), await loadWav2Vec2(folder)];
    await writeFile(join(folder, 'vocab.json'), vocabulary);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    for (const { vocabulary: none, noVocabulary, layers } of models) {
      expect([none, 'logits' in layers]).toEqual([undefined, true]);
      expect(noVocabulary).toMatch(why);
    }
    expect(warnings).toEqual([`my-model is loaded without its vocabulary: ${models[0]!.noVocabulary}`]);
  });
});

const languages: Record<string, Uint8Array> = {};
for (const name of ['vocab.json', 'tokenizer_config.json', 'adapter.fra.safetensors']) {
  languages[name] = await readFile(join(lineFolder('languages'), name));
}
const english = { ...languages, 'adapter.fra.safetensors': undefined };

describe('a model of the Hub', () => {
  let environment: HubEnvironment;
  let hub: HubServer;
  beforeEach(async () => {
    environment = await hubEnvironment({
      'org/base': await hostedLine('base'),
      'org/mms': await hostedLine('attention-adapter', languages),
      'org/mms-eng': await hostedLine('attention-adapter', english),
    });
    ({ hub } = environment);
  });
  afterEach(() => environment.close());

  const asked = () => hub.seen.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);

  test('is the same as from its folder, also by a name of its own', async () => {
    const model = await loadWav2Vec2('org/base');
    const local = await loadWav2Vec2(lineFolder('base'));
    expect([model.name, model.fingerprint, model.vocabulary]).toEqual(['base', local.fingerprint, local.vocabulary]);
    expect((await loadWav2Vec2('org/base', { name: 'my' })).name).toBe('my');
    await expect(loadWav2Vec2('hf://me/mine')).rejects.toThrow('pass its id: loadWav2Vec2("me/mine")');
  });

  test('fetches the weights last, and not at all for a model that cannot be loaded', async () => {
    await expect(loadWav2Vec2('org/base', { upTo: 'encoder.77' })).rejects.toThrow(
      'unknown layer "encoder.77" as upTo',
    );
    expect(asked().join()).not.toContain('model.safetensors');
  });

  test('fetches the adapter of another language before the weights, and not those where there is none', async () => {
    const { vocabulary } = await loadWav2Vec2('org/mms', { language: 'fra' });
    expect(vocabulary).toContain('ç');
    const first = (file: string) => asked().findIndex((request) => request.endsWith(file));
    expect(first('/adapter.fra.safetensors')).toBeGreaterThan(0);
    expect(first('/adapter.fra.safetensors')).toBeLessThan(first('/model.safetensors'));
    hub.seen.length = 0;
    await expect(loadWav2Vec2('org/mms-eng', { language: 'fra' })).rejects.toThrow(
      /^language "fra" has a vocabulary, but .*org\/mms-eng.* has no adapter\.fra\.safetensors and no adapter\.fra\.bin/,
    );
    expect(asked().join()).not.toContain('/model.safetensors');
  });
});
