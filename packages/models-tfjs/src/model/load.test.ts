import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { goldenProjection } from '@audiate/checkpoints/internal/testing/golden';
import { projectedGradient } from '@audiate/checkpoints/internal/testing/gradient';
import { compile } from '@audiate/compile';
import { InputError, layerNames, type ModelAdapter } from '@audiate/protocol';
import { modelLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTfjs } from '../index.js';
import { exampleByHand, exampleGraph } from '../testing/example.js';

const sampleRate = 8000;
const layers = { first: 'net/first/Relu', notes: 'net/notes', logits: 'net/logits' };
const load = () => loadTfjs(exampleGraph(), { sampleRate, layers, maxSamples: 1000 });
const noise = (batch: number, samples: number) =>
  Float32Array.from({ length: batch * samples }, (_, i) => 0.5 * Math.sin((i + 1) ** 1.7));
const LENGTHS = [200, 333];
const NAMES = ['first', 'notes', 'logits'] as const;

/** What the network answers, cut to the frames that the facts tell. */
const byHand = (model: ModelAdapter, audio: tf.Tensor2D) =>
  Object.entries(exampleByHand(audio)).map(([name, value]) => {
    const [batch, , channels] = value.shape;
    const samples = audio.shape[1];
    const { hop, minSamples } = model.layers[name]!;
    const frames = Math.floor((samples - minSamples) / hop) + 1;
    return [name, tf.slice(value, [0, 0, 0], [batch, frames, channels])] as const;
  });

for (const backend of BACKENDS) {
  describe(backend, () => {
    beforeAll(() => useBackend(backend));

    test.each(LENGTHS)('answers and differentiates as the same network by hand, %d samples', async (samples) => {
      const model = await load();
      tf.tidy(() => {
        const audio = tf.tensor2d(noise(2, samples), [2, samples]);
        const answers = model.forward(audio, NAMES);
        for (const [name, expected] of byHand(model, audio)) {
          const actual = answers[name as 'notes'];
          expect(actual.shape).toEqual(expected.shape);
          const error = relativeError(actual.dataSync() as Float32Array, expected.dataSync() as Float32Array);
          expect(error, name).toBeLessThan(1e-5);
        }
        const same = { ...model, forward: (x: tf.Tensor2D) => Object.fromEntries(byHand(model, x)) as never };
        const ours = projectedGradient(model, audio, NAMES);
        expect(relativeError(ours, projectedGradient(same, audio, NAMES))).toBeLessThan(1e-4);
      });
      model.dispose();
    });

    test('laws', async () => {
      const model = await load();
      const laws = modelLaws({ model, samples: [model.minSamples, 333] });
      expect(laws.length).toBeGreaterThan(4);
      for (const law of laws) law.check();
      model.dispose();
    });
  });
}

describe('loadTfjs', () => {
  beforeAll(() => useBackend('cpu'));

  test('measures the facts: a kernel of 16 every 8 samples, three frames of it, the whole sound', async () => {
    const model = await load();
    const facts = (name: (typeof NAMES)[number]) => {
      const { hop, offset, receptiveField, channels, global } = model.layers[name];
      return { hop, offset, receptiveField, channels, global };
    };
    expect(layerNames(model)).toEqual(['first', 'notes', 'logits']);
    // the mirror at the start shows the first frame a sample more
    expect(facts('first')).toEqual({ hop: 8, offset: -8, receptiveField: 16, channels: 6, global: true });
    expect(facts('notes')).toEqual({ hop: 8, offset: -16, receptiveField: 32, channels: 6, global: false });
    expect(facts('logits')).toMatchObject({ hop: Number.POSITIVE_INFINITY, channels: 4, global: true });
    expect(model.layers.first.rectified).toBe(true);
    expect(model.layers.notes.rectified).toBeUndefined();
    const known = await loadTfjs(exampleGraph(), { sampleRate, layers, facts: model.layers });
    expect([known.layers, known.fingerprint]).toEqual([model.layers, model.fingerprint]);
  });

  test('given facts are in the fingerprint, whichever order they are written in, and tell of the layers alone', async () => {
    const model = await load();
    const given = (facts: unknown) =>
      loadTfjs(exampleGraph(), { sampleRate, layers, facts: facts as typeof model.layers });
    const { first, notes, logits } = model.layers;
    const backwards = (info: object) => Object.fromEntries(Object.entries(info).reverse());
    const same = await given({ logits: backwards(logits), notes: backwards(notes), first: backwards(first) });
    expect(same.fingerprint).toBe(model.fingerprint);
    const other = await given({ ...model.layers, notes: { ...notes, hop: 2 * notes.hop } });
    expect(other.fingerprint).not.toBe(model.fingerprint);
    const problem = (facts: unknown) => given(facts).catch((error: Error) => [error.constructor, error.message]);
    const must = 'facts must tell of each of the layers first, notes, logits and no other; it';
    expect(await problem({})).toEqual([InputError, `${must} has none for "first"`]);
    expect(await problem({ first, notes, logits: null })).toEqual([InputError, `${must} has none for "logits"`]);
    expect(await problem({ ...model.layers, typo: notes })).toEqual([
      InputError,
      `${must} has "typo", which is no layer`,
    ]);
  });

  test('compiled, answers and gradient are those of the eager engine', async () => {
    const model = await load();
    const [batch, samples] = [2, 333];
    const data = noise(batch, samples);
    const program = await compile(
      (inputs) => {
        const answers = model.forward(inputs.audio as tf.Tensor2D, NAMES);
        const scores = Object.values(answers).map((value) => {
          const [, frames, channels] = value.shape;
          return tf.sum(tf.mul(value, tf.tensor3d(goldenProjection(frames * channels), [1, frames, channels])));
        });
        return { ...answers, value: tf.addN(scores) };
      },
      { inputs: { audio: [batch, samples] }, wrt: ['audio'], threads: 1 },
    );
    const { values, gradients } = await program.run({ audio: data });
    program.dispose();
    tf.tidy(() => {
      const audio = tf.tensor2d(data, [batch, samples]);
      const answers = model.forward(audio, NAMES);
      for (const name of NAMES) {
        const expected = answers[name].dataSync() as Float32Array;
        expect(relativeError(values[name] as Float32Array, expected), name).toBeLessThan(1e-5);
      }
      expect(relativeError(gradients.audio!, projectedGradient(model, audio, NAMES))).toBeLessThan(1e-4);
    });
    model.dispose();
  });

  test('unless named, layers are outputs and activations; the fingerprint tells weights and layers apart', async () => {
    const usual = await loadTfjs(exampleGraph(), { sampleRate, maxSamples: 1000 });
    expect(layerNames(usual)).toEqual(['first/Relu', 'second/Sigmoid', 'notes', 'logits']);
    const files = exampleGraph();
    const [named, other] = [
      await load(),
      await loadTfjs({ ...files, weights: flipped(files.weights) }, { sampleRate, layers }),
    ];
    expect(new Set([usual, named, other].map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect((await load()).fingerprint).toBe(named.fingerprint);
  });

  const flipped = (weights: Uint8Array | ArrayBuffer) =>
    new Uint8Array(weights as Uint8Array).map((byte, i) => (i === 2 ? byte ^ 1 : byte));
  const edited = (name: string, change: object) => {
    const files = exampleGraph();
    const node = files.model.modelTopology.node.map((own) => (own.name === name ? { ...own, ...change } : own));
    return { ...files, model: { ...files.model, modelTopology: { node } } };
  };
  const model = exampleGraph().model as Record<string, unknown>;
  const spec = (change: object) => ({
    ...exampleGraph(),
    model: {
      ...model,
      weightsManifest: [{ paths: ['weights.bin'], weights: [{ name: 'a', shape: [1], dtype: 'float32', ...change }] }],
    },
  });
  test.each<[string, object, object, RegExp]>([
    ['no rate', exampleGraph(), { sampleRate: undefined }, /^sampleRate must be/],
    [
      'another format',
      { ...exampleGraph(), model: { ...model, format: 'x' } },
      {},
      /^unknown format in model\.json "x"; choose from/,
    ],
    [
      'no graph',
      { ...exampleGraph(), model: { ...model, modelTopology: {} } },
      {},
      /must have a list of 1 to 200000 nodes/,
    ],
    [
      'weights cut off',
      { ...exampleGraph(), weights: new Uint8Array(9) },
      {},
      /tells of weights of \d+ bytes, but weights\.bin have 9$/,
    ],
    ['a huge shape', spec({ shape: [2 ** 40] }), {}, /tells of weights of 4398046511104 bytes/],
    ['a negative extent', spec({ shape: [-1] }), {}, /^weight "a" in model\.json must have a shape/],
    ['texts as weights', spec({ dtype: 'string' }), {}, /^unknown dtype of weight "a" in model\.json "string"; choose/],
    [
      'a path beyond the folder',
      { ...exampleGraph(), model: { ...model, weightsManifest: [{ paths: ['../x'], weights: [] }] } },
      {},
      /must be a plain file name without folders, got "\.\.\/x"$/,
    ],
    ['a circle', edited('net/rows', { input: ['net/logits', 'one'] }), {}, /has a circle, through or before node/],
    [
      'an input that is not there',
      edited('net/rows', { input: ['nowhere', 'one'] }),
      {},
      /takes "nowhere", which is no node$/,
    ],
    ['a name twice', edited('net/rows', { name: 'net/flat' }), {}, /has the node "net\/flat" twice$/],
    ['an unknown operation', edited('net/second/Sigmoid', { op: 'Frobnicate' }), {}, /does not run: .*Frobnicate/],
    ['control flow', edited('net/second/Sigmoid', { op: 'While' }), {}, /cannot be differentiated here: While$/],
    [
      'an unknown node',
      exampleGraph(),
      { layers: { a: 'net/nothing' } },
      /^the graph has no node "net\/nothing"; it has /,
    ],
    [
      'a node of sizes',
      exampleGraph(),
      { layers: { a: 'net/shape' } },
      /^node "net\/shape" cannot be the layer "a": it answers int32/,
    ],
    ['an unknown input', exampleGraph(), { input: 'x' }, /^the graph has no input "x"; it has audio$/],
    ['no layers', exampleGraph(), { layers: {} }, /^layers must name at least one/],
  ])('%s is refused', async (_, files, options, message) => {
    const error = await loadTfjs(files as never, { sampleRate, maxSamples: 1000, ...options }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('\n');
  });
});
