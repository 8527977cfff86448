import { activations, type ModelAdapter } from '@audiate/core';
import { defineModel, key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { hearLayers } from './hear-layers.js';

const toy = toyModel();
const sounds = Array.from({ length: 19 }, (_, i) => normal(key(i), 640));

test('many sounds are heard by one program, as activations hears them, also at other rates', async () => {
  let traced = 0;
  const counted = defineModel({
    ...toy,
    forward: (audio, layers) => {
      traced++;
      return toy.forward(audio, layers);
    },
  }) as unknown as ModelAdapter;
  const layers = ['energies', 'filters'];
  const given = sounds.map((samples, i) => (i % 2 ? samples : { samples, sampleRate: 16_000 }));
  const heard = await hearLayers(counted, given, { layers, engine: 'onnxruntime' });
  expect(traced).toBe(1);
  for (const layer of layers) {
    const { data, sounds: count, frames, channels } = heard[layer]!;
    expect([count, frames, channels]).toEqual([19, 10, 8]);
    for (const [i, sound] of sounds.entries()) {
      const alone = (await activations(toy as ModelAdapter, sound, [layer], { engine: 'cpu' }))[layer]!.data;
      alone.forEach((value, at) => {
        expect(data[i * 80 + at]).toBeCloseTo(value, 4);
      });
    }
  }
  const half = { samples: new Float32Array(320).fill(0.1), sampleRate: 8_000 };
  expect((await hearLayers(counted, [half], { layers, engine: 'cpu' })).filters!.frames).toBe(10);
});

test('sounds of other lengths are refused', async () => {
  const other = [sounds[0]!, new Float32Array(704)];
  await expect(hearLayers(toy as ModelAdapter, other, { layers: ['filters'], engine: 'cpu' })).rejects.toThrow(
    /^the listener hears sounds of 640 samples, got 704$/,
  );
});
