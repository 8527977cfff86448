import { defineModel, InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { activations } from './activations.js';
import { listener } from './listener.js';

const model = toyModel();
const noise = (seed: number) => Float32Array.from({ length: 640 }, (_, i) => Math.sin(seed + i * i));

test.each(['cpu', 'wasm', 'onnxruntime'] as const)('%s: hears many sounds as activations does', async (engine) => {
  const ready = await listener(model, ['filters', 'energies'], { samples: 640, batch: 2, engine });
  expect(ready.engine.name).toBe(engine);
  for (const seed of [1, 2, 3]) {
    const sounds = [noise(seed), noise(seed + 10)];
    expect(await ready.hear(sounds)).toEqual(await activations(model, sounds, ['filters', 'energies'], { engine }));
  }
  ready.dispose();
});

/** Its frames hear nothing but their own samples. */
const padding = defineModel({ ...model, forwardPadded: (audio, layers) => model.forward(audio, layers) });

test.each(['cpu', 'wasm', 'onnxruntime'] as const)('%s: shorter sounds are heard as by themselves', async (engine) => {
  const layers = ['filters', 'energies'] as const;
  const ready = await listener(padding, layers, { samples: 640, batch: 3, shorter: true, engine });
  const sounds = [noise(1).subarray(0, 64), noise(2), noise(3).subarray(0, 333)];
  for (const given of [sounds, sounds.slice(2), sounds.slice(0, 2)]) {
    const found = await ready.hearEach(given);
    for (const [i, sound] of given.entries()) {
      const alone = await activations(model, sound, layers, { engine });
      for (const layer of layers) {
        expect(found[i]![layer].shape).toEqual(alone[layer].shape);
        found[i]![layer].data.forEach((value, at) => {
          expect(value).toBeCloseTo(alone[layer].data[at]!, 5);
        });
      }
    }
  }
  ready.dispose();
});

test('without padding each sound is answered, too', async () => {
  const ready = await listener(model, ['filters'], { samples: 640, batch: 2, engine: 'cpu' });
  const [first, second] = await ready.hearEach([noise(1), noise(2)]);
  expect(first).toEqual(await activations(model, noise(1), ['filters'], { engine: 'cpu' }));
  expect(second).toEqual(await activations(model, noise(2), ['filters'], { engine: 'cpu' }));
  expect(await ready.hearEach([noise(2)])).toEqual([second]);
  await expect(ready.hearEach([noise(1).subarray(0, 639)])).rejects.toThrow(
    /^the listener hears sounds of 640 samples, got 639$/,
  );
});

test('a model whose facts count other frames than it gives is heard as it answers', async () => {
  const longer = defineModel({
    ...model,
    forward: (audio, layers) => {
      const found = model.forward(audio, layers);
      const more = layers.map((layer) => [layer, tf.concat([found[layer], found[layer]], 1)]);
      return Object.fromEntries(more) as typeof found;
    },
  });
  const ready = await listener(longer, ['filters'], { samples: 640, batch: 2, engine: 'cpu' });
  const [first, second] = await ready.hearEach([noise(1), noise(2)]);
  expect(first).toEqual(await activations(longer, noise(1), ['filters'], { engine: 'cpu' }));
  expect(second).toEqual(await activations(longer, noise(2), ['filters'], { engine: 'cpu' }));
  ready.dispose();
});

test('refuses what it cannot hear shorter', async () => {
  const shorter = { samples: 640, shorter: true, engine: 'cpu' } as const;
  await expect(listener(model, ['filters'], shorter)).rejects.toThrow(
    /^shorter needs a model that hears padded sounds, and toy has no forwardPadded; leave it out/,
  );
  await expect(listener(padding, ['filters'], { ...shorter, samples: 2 ** 24 + 1 })).rejects.toThrow(
    /at most 16777216/,
  );
  const ready = await listener(padding, ['filters'], shorter);
  const refusals: [readonly Float32Array[], RegExp][] = [
    [[], /^the listener hears 1 to 1 sounds at once, got 0$/],
    [[noise(1), noise(2)], /^the listener hears 1 to 1 sounds at once, got 2$/],
    [[new Float32Array(641)], /^the listener hears sounds of 64 to 640 samples, got 641$/],
    [[new Float32Array(63)], /^length of audio 0 in samples must be/],
    [[Float32Array.of(...new Array(64).fill(0), Number.NaN)], /^audio must be finite; sample 64 of item 0 is NaN$/],
  ];
  for (const [sounds, message] of refusals) await expect(ready.hearEach(sounds)).rejects.toThrow(message);
});

test('refuses what is not of its shape', async () => {
  const ready = await listener(model, ['filters'], { samples: 640, engine: 'cpu' });
  const refusals: [readonly Float32Array[], RegExp][] = [
    [[], /^the listener hears 1 sounds at once, got 0$/],
    [[new Float32Array(704)], /^the listener hears sounds of 640 samples, got 704$/],
    [[new Float32Array(640).fill(Number.NaN)], /^audio must be finite; sample 0 of item 0 is NaN$/],
  ];
  for (const [sounds, message] of refusals) await expect(ready.hear(sounds)).rejects.toThrow(message);
  await expect(listener(model, ['filters'], { samples: 63 })).rejects.toThrow(InputError);
  await expect(listener(model, ['filter' as 'filters'], { samples: 640 })).rejects.toThrow(/unknown layer of toy/);
});
