import { readFile } from 'node:fs/promises';
import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { packTensors, unpackTensors } from '@audiate/checkpoints/internal/testing/tensors';
import { InputError, layerNames } from '@audiate/protocol';
import { modelLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AstFiles, type AstLayer, type LoadAstOptions, loadAst } from '../index.js';
import { LINES } from '../testing/golden.js';

const folder = lineFolder('ast');
const json = async (name: string) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8'));
const config = await json('config.json');
const preprocessor = await json('preprocessor_config.json');
const tensors = await unpackTensors(`${folder}/model.safetensors`);
const weights = packTensors(tensors);
const files = (changes: Partial<AstFiles> = {}): AstFiles => ({ config, preprocessor, weights, ...changes });

const sine = (samples: number) =>
  tf.tensor2d([Array.from({ length: samples }, (_, i) => 0.3 * Math.sin(0.1 * i) + 0.01 * Math.sin(i ** 1.5))]);

for (const backend of BACKENDS) {
  for (const line of LINES) {
    for (const windowSeconds of line === 'ast' ? (['sound', 0.35] as const) : (['sound'] as const)) {
      test(`laws on ${backend}: ${line}, window ${windowSeconds}`, async () => {
        await useBackend(backend);
        const model = await loadAst(lineFolder(line), { windowSeconds });
        const laws = modelLaws({ model, samples: [model.minSamples, 3000] });
        expect(laws.length).toBeGreaterThan(4);
        for (const law of laws) law.check();
        model.dispose();
      });
    }
  }
}

describe('loadAst', () => {
  beforeAll(() => useBackend('cpu'));

  test('tells the facts of every layer, in order', async () => {
    const model = await loadAst(folder);
    expect(layerNames(model)).toEqual([
      ...['mel', 'patches', 'encoder.input'],
      ...[0, 1].flatMap((i) => ['.attention', '.ffn.pre', '.ffn', '', '.tokens'].map((part) => `encoder.${i}${part}`)),
      ...['encoder.norm', 'pooled', 'logits'],
    ]);
    // seven frames more than one: a patch
    expect([model.name, model.sampleRate, model.minSamples, model.vocabulary]).toEqual([
      'ast',
      16_000,
      1520,
      undefined,
    ]);
    const facts = (layer: AstLayer) => {
      const { hop, offset, receptiveField, channels, global } = model.layers[layer]!;
      return { hop, offset, receptiveField, channels, global };
    };
    expect(facts('mel')).toEqual({ hop: 160, offset: 0, receptiveField: 400, channels: 24, global: false });
    // four patches over 24 bands, of 24 channels each
    expect(facts('patches')).toEqual({ hop: 960, offset: 0, receptiveField: 1520, channels: 96, global: false });
    expect(facts('encoder.1.ffn').channels).toBe(160);
    expect(facts('encoder.1.tokens')).toMatchObject({ channels: 48, hop: Number.POSITIVE_INFINITY });
    expect(model.layers.logits!.vocabulary).toEqual(['Speech', 'Dog', 'Bark', 'Music, loud', 'Rain']);
    model.dispose();
  });

  test('from bytes is the same as from its folder, and another in another window', async () => {
    const models = await Promise.all([
      loadAst(folder),
      loadAst(files()),
      loadAst(folder, { windowSeconds: 'sound' }),
      loadAst(folder, { windowSeconds: 0.25 }),
      loadAst(folder, { upTo: 'encoder.0' }),
    ]);
    const [whole, bytes, ...others] = models.map(({ fingerprint }) => fingerprint);
    expect(bytes).toBe(whole);
    expect(new Set([whole, ...others]).size).toBe(4);
  });

  test('the names that transformers has in memory are the same model; a wrapper, too; what is left out is told', async () => {
    const told: string[] = [];
    const load = (rename: (name: string) => string, more: readonly string[] = []) => {
      const renamed = [...tensors].map(([name, value]) => [rename(name), value] as const);
      const added = more.map((name) => [name, tensors.get('classifier.dense.bias')!] as const);
      const packed = packTensors(new Map([...renamed, ...added]));
      return loadAst(files({ weights: packed }), { onWarning: (message) => told.push(message) });
    };
    const { fingerprint } = await load((name) => name);
    const inMemory = (name: string) =>
      name
        .replace('encoder.layer.', 'layers.')
        .replace(/attention\.attention\.(query|key|value)/, (_, map: string) => `attention.${map[0]}_proj`)
        .replace('attention.output.dense', 'attention.o_proj')
        .replace('intermediate.dense', 'mlp.fc1')
        .replace('output.dense', 'mlp.fc2');
    expect((await load(inMemory)).fingerprint).toBe(fingerprint);
    expect((await load((name) => `module.${name}`)).fingerprint).toBe(fingerprint);
    expect(told).toEqual([]);
    await load((name) => name, ['adapter.bias']);
    expect(told).toEqual([
      expect.stringMatching(/^ast leaves out weights .*: adapter\.bias; its layers end with logits$/),
    ]);
  });

  test('without architectures the weights tell of the head', async () => {
    const { architectures, ...silent } = config;
    expect(architectures).toEqual(['ASTForAudioClassification']);
    expect(layerNames(await loadAst(files({ config: silent }))).at(-1)).toBe('logits');
    const bare = packTensors(new Map([...tensors].filter(([name]) => !name.startsWith('classifier'))));
    expect(layerNames(await loadAst(files({ config: silent, weights: bare }))).at(-1)).toBe('pooled');
    await expect(loadAst(files({ weights: bare }))).rejects.toThrow(/lacks the weight "classifier\.layernorm\.weight"/);
  });

  test('upTo a layer answers as the whole, and has no layer behind it', async () => {
    const whole = await loadAst(folder);
    for (const layer of ['mel', 'patches', 'encoder.0', 'encoder.0.tokens', 'encoder.1.ffn', 'pooled'] as const) {
      const part = await loadAst(folder, { upTo: layer });
      expect(layerNames(part).at(-1)).toBe(layer);
      tf.tidy(() => {
        const audio = sine(3000);
        expect(part.forward(audio, [layer])[layer].dataSync()).toEqual(whole.forward(audio, [layer])[layer].dataSync());
      });
      part.dispose();
    }
    whole.dispose();
  });

  test('a sound that fills the window is heard alike without padding, a shorter one not', async () => {
    const whole = await loadAst(folder);
    const sound = await loadAst(folder, { windowSeconds: 'sound' });
    tf.tidy(() => {
      const hear = (model: typeof whole, samples: number) =>
        model.forward(sine(samples), ['logits']).logits.dataSync() as Float32Array;
      expect(hear(sound, 400 + 43 * 160)).toEqual(hear(whole, 400 + 43 * 160));
      expect(relativeError(hear(sound, 3000), hear(whole, 3000))).toBeGreaterThan(0.01);
    });
    whole.dispose();
    sound.dispose();
  });

  test('edits go on: of frames, of tokens, of what is pooled; the same put back changes nothing', async () => {
    const model = await loadAst(folder);
    tf.tidy(() => {
      const audio = sine(4000);
      const hear = (edits: Record<string, (value: tf.Tensor3D) => tf.Tensor3D>) =>
        model.forwardEdited!(audio, ['logits'], edits).logits.dataSync() as Float32Array;
      const plain = hear({});
      for (const layer of ['mel', 'patches', 'encoder.0', 'encoder.0.ffn', 'encoder.0.tokens', 'pooled'] as const) {
        expect(hear({ [layer]: (value) => tf.clone(value) }), layer).toEqual(plain);
        expect(relativeError(hear({ [layer]: (value) => tf.abs(value) }), plain), layer).toBeGreaterThan(1e-3);
      }
      const edits = { 'encoder.1': (value: tf.Tensor3D): tf.Tensor3D => tf.mul(value, 2) };
      const answers = model.forwardEdited!(audio, ['encoder.1', 'encoder.1.tokens'], edits);
      const before = model.forward(audio, ['encoder.1', 'encoder.1.tokens']);
      expect(answers['encoder.1'].dataSync()).toEqual(tf.mul(before['encoder.1'], 2).dataSync());
      expect(answers['encoder.1.tokens'].dataSync()).toEqual(before['encoder.1.tokens'].dataSync());
    });
    model.dispose();
  });

  test('a sound that is too long or too short is refused, and a model that was disposed', async () => {
    const model = await loadAst(folder);
    tf.tidy(() => {
      expect(() => model.forward(sine(7440), ['mel'])).toThrow(/^audio of 7440 samples .* is longer than the 7439/);
      expect(() => model.forward(sine(1519), ['logits'])).toThrow('ast needs at least 1520 samples (95.0 ms) of audio');
      expect(model.forward(sine(400), ['mel']).mel.shape).toEqual([1, 1, 24]);
    });
    model.dispose();
    tf.tidy(() => {
      expect(() => model.forward(sine(3000), ['mel'])).toThrow('model "ast" was disposed; load it again');
    });
  });

  const changed = (changes: object) => ({ config: { ...config, ...changes } });
  const extractor = (changes: object) => ({ preprocessor: { ...preprocessor, ...changes } });
  test.each<[string, Partial<AstFiles>, LoadAstOptions, RegExp]>([
    [
      'another type',
      changed({ model_type: 'whisper' }),
      {},
      /^model_type in config\.json is "whisper"; only "audio-spec/,
    ],
    ['another activation', changed({ hidden_act: 'relu' }), {}, /^hidden_act in config\.json is "relu"; only/],
    ['a width of heads', changed({ head_dim: 4 }), {}, /^head_dim in config\.json is 4; only/],
    ['heads that divide nothing', changed({ num_attention_heads: 5 }), {}, /must divide hidden_size 24, got 5$/],
    ['a patch beyond the bands', changed({ patch_size: 25 }), {}, /^patch_size in config\.json must be .* at most 24/],
    ['a patch of two sides', changed({ patch_size: [8, 8] }), {}, /^patch_size in config\.json must be/],
    ['labels with a hole', changed({ id2label: { 0: 'a', 2: 'b' } }), {}, /^id2label in config\.json must name each/],
    [
      'more labels than there are',
      changed({ id2label: { 0: 'a' } }),
      {},
      /^weight "classifier\.dense\.weight" .* \[5,24\]/,
    ],
    ['another extractor', extractor({ feature_extractor_type: 'X' }), {}, /only "ASTFeatureExtractor" can be loaded$/],
    ['bands that differ', extractor({ num_mel_bins: 128 }), {}, /is 128, but num_mel_bins in config\.json is 24$/],
    ['frames that differ', extractor({ max_length: 1024 }), {}, /is 1024, but max_length in config\.json is 44$/],
    ['another rate', extractor({ sampling_rate: 8000 }), {}, /is 8000; only 16000 Hz can be loaded$/],
    ['no deviation', extractor({ std: 0 }), {}, /^std in preprocessor_config\.json must be .*above 0/],
    ['a mean that is none', extractor({ mean: 'x' }), {}, /^mean in preprocessor_config\.json must be/],
    ['a switch that is none', extractor({ do_normalize: 1 }), {}, /must be true or false, got 1$/],
    [
      'more blocks than there are',
      changed({ num_hidden_layers: 3 }),
      {},
      /lacks the weight "encoder\.layer\.2\.layern/,
    ],
    ['positions of another window', { config: { ...config, max_length: 62 }, preprocessor: {} }, {}, /has the shape/],
    ['weights that are none', { weights: 'x' as unknown as Uint8Array }, {}, /^weights must be a Uint8Array/],
    ['an unknown layer', {}, { upTo: 'encoder.9' }, /^unknown layer "encoder\.9" as upTo; the model has mel, /],
    ['a window too long', {}, { windowSeconds: 1 }, /^windowSeconds must be .*got 1; or "sound", 0\.08 to 0\.44 s$/],
    ['a window without a patch', {}, { windowSeconds: 0.05 }, /^windowSeconds must be .*got 0\.05/],
  ])('%s is refused', async (_, changes, options, message) => {
    const error = await loadAst(files(changes), options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('\n');
  });
});
