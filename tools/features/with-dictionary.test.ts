// The features of a dictionary on a real model, through all that takes a model: laws, engines, recipes, ablations, joins.
import {
  ablate,
  activations,
  joinModels,
  type ModelAdapter,
  objectives,
  render,
  replay,
  scores,
  transforms,
} from '@audiate/core';
import { modelLaws } from '@audiate/protocol/testing';
import { withDictionary } from '@audiate/sae';
import { tiny } from '@audiate/wav2vec2-tiny';
import { tinyDictionary } from '@audiate/wav2vec2-tiny/dictionary';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';

const base = await tiny();
const model = withDictionary(base, 'encoder.2', await tinyDictionary());
const features = 'encoder.2.features';
const sound = Float32Array.from({ length: 8000 }, (_, i) => 0.1 * Math.sin(i ** 1.3) * (1 + Math.sin(i / 900)));
const options = { seconds: 0.1, steps: 2, seed: 3, transforms: transforms.clean() } as const;

test('obeys the laws of models, padded items among them', async () => {
  await tf.setBackend('cpu');
  // Those of gradients are held beside withDictionary: here they would be of the first layer and the last, not of features.
  const laws = modelLaws({ model: model as unknown as ModelAdapter, samples: [1200, 1370] }).filter(
    ({ name }) => !name.includes('finite differences'),
  );
  expect(laws.map(({ name }) => name)).toContain('padded items are answered as by themselves');
  for (const law of laws) law.check();
});

/** A feature that this sound leaves off in every frame, and one that is on. */
async function offAndOn(): Promise<{ off: number; on: number }> {
  const { [features]: heard } = await activations(model, sound, [features], { engine: 'cpu' });
  const most = Array.from({ length: 512 }, (_, f) =>
    heard.data.reduce((peak, value, i) => (i % 512 === f ? Math.max(peak, value) : peak), 0),
  );
  return { off: most.indexOf(0), on: most.indexOf(Math.max(...most)) };
}

describe('engines agree', () => {
  const layers = [features, `${features}.pre`, `${features}.reconstruction`] as const;
  const climb = (unit: number, engine: 'cpu' | 'wasm' | 'onnxruntime') =>
    render(model, objectives.channel(features, unit), { ...options, engine });
  let heard: Awaited<ReturnType<typeof activations<string, string>>>;
  const climbed = new Map<number, Float32Array>();
  beforeAll(async () => {
    heard = await activations(model, sound, layers, { engine: 'cpu' });
    const { off, on } = await offAndOn();
    for (const unit of [off, on]) climbed.set(unit, (await climb(unit, 'cpu')).audio[0]!);
  });

  test.each(['wasm', 'onnxruntime'] as const)(
    '%s hears and climbs as cpu does, from off and from on',
    async (engine) => {
      const ours = await activations(model, sound, layers, { engine });
      for (const layer of layers) expect(apart(ours[layer].data, heard[layer]!.data), layer).toBeLessThan(1e-5);
      expect(climbed.size).toBe(2);
      for (const [unit, theirs] of climbed)
        expect(apart((await climb(unit, engine)).audio[0]!, theirs)).toBeLessThan(1e-3);
    },
  );
});

/** The largest difference, as a part of the largest number. */
function apart(a: Float32Array, b: Float32Array): number {
  const most = (values: Float32Array) => values.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
  return most(a.map((value, i) => value - b[i]!)) / most(b);
}

test('features that are off in the whole sound are climbed until they are on', async () => {
  const units = Array.from({ length: 8 }, (_, i) => 7 + 62 * i);
  const objective = objectives.each(units.map((unit) => objectives.channel(features, unit)));
  const { history } = await render(model, objective, { seconds: 0.2, steps: 16, seed: 1, batch: units.length });
  const [first, last] = [history[0]!.total, history.at(-1)!.total];
  const off = units.map((_, i) => i).filter((i) => first[i] === 0);
  expect(off.length).toBeGreaterThan(4);
  for (const i of off) expect(last[i], `feature ${units[i]}`).toBeGreaterThan(0);
});

test('a recipe replays through it, and is refused by the model without it', async () => {
  const objective = objectives.neuron(features, 3);
  const made = await render(model, objective, options);
  const again = await replay(made.recipe, { model });
  expect(again.audio).toEqual(made.audio);
  const other = withDictionary(base, 'encoder.1', await tinyDictionary(), { name: features });
  await expect(replay(made.recipe, { model: other })).rejects.toThrow(/fingerprint/);
});

test('without a feature deeper layers hear less of what it stands for', async () => {
  const { on } = await offAndOn();
  const without = ablate(model, { layer: features, unit: on });
  const layers = ['encoder.2', features, 'logits'] as const;
  const [plain, left] = [await activations(model, sound, layers), await activations(without, sound, layers)];
  const frames = left[features].shape[1];
  for (let frame = 0; frame < frames; frame++) expect(left[features].data[frame * 512 + on]).toBe(0);
  const decoder = await columnOf(on);
  // The layer moves along what the feature stands for, by as much as the feature was on.
  for (let frame = 0; frame < frames; frame++) {
    for (let c = 0; c < 144; c++) {
      const moved = plain['encoder.2'].data[frame * 144 + c]! - left['encoder.2'].data[frame * 144 + c]!;
      expect(moved).toBeCloseTo(plain[features].data[frame * 512 + on]! * decoder[c]!, 4);
    }
  }
  expect(left.logits.data).not.toEqual(plain.logits.data);
});

async function columnOf(feature: number): Promise<Float32Array> {
  const dictionary = await tinyDictionary();
  return tf.tidy(() => {
    const x = tf.zeros([1, 1, 144]) as tf.Tensor3D;
    const one = tf.oneHot(tf.tensor2d([[feature]], [1, 1], 'int32'), 512).cast('float32') as tf.Tensor3D;
    return tf.sub(dictionary.decode!(one, x), dictionary.decode!(tf.zerosLike(one), x)).dataSync() as Float32Array;
  });
}

test('joined models have it by their name', async () => {
  const joined = joinModels({ a: model, plain: base });
  const layer = `a/${features}` as const;
  expect(joined.layers[layer].preactivation).toEqual({ layer: `a/${features}.pre`, turn: 0 });
  const found = await scores(joined, [sound], objectives.channel(layer, 5));
  const alone = await scores(model, [sound], objectives.channel(features, 5));
  expect(Object.values(found.terms)).toEqual(Object.values(alone.terms));
});

test('without a feature padded items are heard as by themselves', async () => {
  await tf.setBackend('cpu');
  const { on } = await offAndOn();
  const without = ablate(model, { layer: features, unit: on });
  tf.tidy(() => {
    const audio = tf.tensor2d([...sound.subarray(0, 1400), ...sound.subarray(2000, 3400)], [2, 1400]);
    const padded = without.forwardPadded!(audio, ['encoder.3', features], { lengths: tf.tensor1d([1100, 1400]) });
    for (const layer of ['encoder.3', features] as const) {
      const alone = without.forward(tf.slice(audio, [0, 0], [1, 1100]), [layer])[layer];
      const own = tf.slice(padded[layer], [0, 0, 0], [1, alone.shape[1], -1]);
      expect(apart(own.dataSync() as Float32Array, alone.dataSync() as Float32Array), layer).toBeLessThan(1e-5);
    }
  });
});
