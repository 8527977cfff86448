import { activations } from '@audiate/core';
import { key, normal } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { channelOf, hearLayers, vectorAt } from './hear-layers.js';
import { speechWindows } from './windows.js';

const count = (length: number) => Float32Array.from({ length }, (_, i) => i + 1);

test('windows cover a clip from its start to its end, a short one stands in silence', () => {
  const found = speechWindows([count(10), count(2)], 4);
  expect(found.map(({ clip, from }) => [clip, from])).toEqual([
    [0, 0],
    [0, 4],
    [0, 6],
    [1, -1],
  ]);
  expect([...found[2]!.samples]).toEqual([7, 8, 9, 10]);
  expect([...found[3]!.samples]).toEqual([0, 1, 2, 0]);
  expect(speechWindows([count(1000)], 4, 10).map(({ from }) => from)).toEqual([
    0, 100, 200, 300, 400, 500, 600, 700, 800, 900,
  ]);
});

test('many sounds are heard as one batch would be', async () => {
  const model = toyModel();
  const sounds = Array.from({ length: 11 }, (_, i) => normal(key(i), 200));
  const { filters } = await hearLayers(model, sounds, { layers: ['filters'], engine: 'cpu' });
  const whole = await activations(model, sounds, ['filters'], { engine: 'cpu' });
  expect([...filters!.data]).toEqual([...whole.filters.data]);
  expect(vectorAt(filters!, 9, { frame: 1 })[3]).toBe(whole.filters.data[(9 * 3 + 1) * 8 + 3]);
  expect(channelOf(filters!, 3)[9 * 3 + 1]).toBe(whole.filters.data[(9 * 3 + 1) * 8 + 3]);
  const mean = [0, 1, 2].reduce((sum, t) => sum + whole.filters.data[(9 * 3 + t) * 8 + 3]! / 3, 0);
  expect(vectorAt(filters!, 9)[3]).toBeCloseTo(mean, 6);
});
