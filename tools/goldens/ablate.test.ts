import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ablate,
  activations,
  amplify,
  joinModels,
  listener,
  type ModelAdapter,
  objectives,
  scores,
} from '@audiate/core';
import { decodeWav } from '@audiate/media';
import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const { clip, cases } = JSON.parse(readFileSync(join(root, 'fixtures/goldens/ablate.json'), 'utf8')) as {
  readonly clip: string;
  readonly cases: readonly {
    readonly layer: 'conv.3';
    readonly what: readonly number[] | 'direction';
    readonly gain: number;
    readonly layers: Readonly<
      Record<string, { readonly step: number; readonly largest: number; readonly values: number[] }>
    >;
  }[];
};
const samples = decodeWav(readFileSync(join(root, clip))).channels[0]!;
const model = await tiny();
const directionOf = (channels: number) => Array.from({ length: channels }, (_, c) => Math.sin(1 + 3 * c));

function edit({ layer, what, gain }: (typeof cases)[number]) {
  const component =
    what === 'direction' ? { layer, direction: directionOf(model.layers[layer]!.channels) } : { layer, unit: what };
  return gain === 0 ? ablate(model, component) : amplify(model, { ...component, gain });
}

for (const engine of ['cpu', 'onnxruntime'] as const) {
  test.each(cases)(`an edit is that of a PyTorch hook, ${engine}: $gain × $what of $layer`, async (given) => {
    const names = Object.keys(given.layers) as (typeof given.layer)[];
    const found = await activations(edit(given), samples, names, { engine });
    for (const name of names) {
      const { step, largest, values } = given.layers[name]!;
      const differences = values.map((value, i) => Math.abs(found[name].data[i * step]! - value) / largest);
      expect(Math.max(...differences), name).toBeLessThan(1e-4);
    }
  });
}

test('an ablated unit is exactly 0 in its layer, what stands before it is bit-equal, what stands after it is not', async () => {
  const names = ['encoder.0', 'encoder.1', 'logits'] as const;
  const before = await activations(model, samples, names, { engine: 'cpu' });
  const after = await activations(ablate(model, { layer: 'encoder.1', unit: 17 }), samples, names, { engine: 'cpu' });
  expect(after['encoder.0'].data).toEqual(before['encoder.0'].data);
  after['encoder.1'].data.forEach((value, i) => {
    if (Math.abs(i % 144 === 17 ? value : value - before['encoder.1'].data[i]!) !== 0)
      expect.unreachable(`number ${i}`);
  });
  const moved = after.logits.data.map((value, i) => Math.abs(value - before.logits.data[i]!));
  expect(Math.max(...moved)).toBeGreaterThan(0.01);
});

test.each(['wasm', 'onnxruntime'] as const)(
  '%s: an edited model hears shorter sounds padded, edited',
  async (engine) => {
    const layer = 'encoder.1';
    const twice = amplify(ablate(model, { layer, unit: 17 }), { layer: 'conv.3', unit: [2, 3], gain: 3 });
    const joined = joinModels({ twice, model }) as unknown as ModelAdapter;
    const names = ['twice/encoder.1', 'twice/encoder.2', 'model/encoder.2'];
    const ready = await listener(joined, names, { samples: 6000, batch: 2, shorter: true, engine });
    const sounds = [samples.slice(0, 6000), samples.slice(3000, 7111)];
    const found = await ready.hearEach(sounds);
    ready.dispose();
    for (const [i, sound] of sounds.entries()) {
      const alone = await activations(joined, sound, names, { engine: 'cpu' });
      for (const name of names) {
        const largest = alone[name]!.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const apart = alone[name]!.data.map((value, at) => Math.abs(value - found[i]![name]!.data[at]!) / largest);
        expect(found[i]![name]!.shape).toEqual(alone[name]!.shape);
        expect(Math.max(...apart), name).toBeLessThan(1e-5);
      }
      expect(found[i]!['twice/encoder.1']!.data.every((value, at) => at % 144 !== 17 || value === 0)).toBe(true);
      expect(found[i]!['twice/encoder.2']!.data).not.toEqual(found[i]!['model/encoder.2']!.data);
    }
  },
);

test('edits follow one another, and work within joined models', async () => {
  const twice = amplify(amplify(model, { layer: 'encoder.1', unit: 3, gain: 2 }), {
    layer: 'encoder.1',
    unit: 3,
    gain: -0.5,
  });
  const turned = amplify(model, { layer: 'encoder.1', unit: 3, gain: -1 });
  const joined = joinModels({ a: model as ModelAdapter, b: model as ModelAdapter });
  const within = amplify(joined, { layer: 'b/encoder.1', unit: 3, gain: -1 });
  const hear = async (given: ModelAdapter, layer: string) =>
    (await activations(given, samples.subarray(0, 8000), [layer], { engine: 'cpu' }))[layer]!.data;
  const wanted = await hear(turned as ModelAdapter, 'encoder.2');
  expect(await hear(twice as ModelAdapter, 'encoder.2')).toEqual(wanted);
  expect(await hear(within as ModelAdapter, 'b/encoder.2')).toEqual(wanted);
  expect(await hear(within as ModelAdapter, 'a/encoder.2')).toEqual(await hear(model as ModelAdapter, 'encoder.2'));
  expect(twice.fingerprint).not.toBe(turned.fingerprint);
});

test('objectives hear the edited model: a unit that was taken out scores 0', async () => {
  const without = ablate(model, { layer: 'encoder.1.ffn', unit: 9 });
  expect(without.layers['encoder.1.ffn']!.preactivation).toBeUndefined();
  const found = await scores(without, samples, objectives.channel('encoder.1.ffn', 9), { engine: 'cpu' });
  expect(found.total).toEqual([0]);
});
