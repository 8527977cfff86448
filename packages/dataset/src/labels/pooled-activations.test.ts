import { activations, key, normal } from '@audiate/core';
import { defineModel, type Padded } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import type * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { pooledActivations } from './pooled-activations.js';

const model = toyModel();
const lengths = [3, 3, 5, 5, 5, 3];
const clips = lengths.map((frames, n) => normal(key(n), 64 * frames));

test.each(['mean', 'max', 'center'] as const)('one vector for each clip: %s', async (pool) => {
  const { filters } = await pooledActivations(model, clips, { layers: ['filters'], pool, engine: 'cpu' });
  expect([filters.clips, filters.channels]).toEqual([6, 8]);
  for (const [n, clip] of clips.entries()) {
    const { data, shape } = (await activations(model, clip, ['filters'], { engine: 'cpu' })).filters;
    for (let c = 0; c < 8; c++) {
      const frames = Array.from({ length: shape[1] }, (_, t) => data[t * 8 + c]!);
      const wanted = {
        mean: frames.reduce((a, b) => a + b) / frames.length,
        max: Math.max(...frames),
        center: frames[Math.floor(frames.length / 2)]!,
      };
      expect(filters.data[n * 8 + c]).toBeCloseTo(wanted[pool], 5);
    }
  }
});

test('refuses a pool that it does not know, before it hears', async () => {
  const told = pooledActivations(model, clips, { pool: 'median' as 'mean' });
  await expect(told).rejects.toThrow('unknown pool "median"; choose from mean, max, center');
  const misspelt = pooledActivations(model, clips, { layer: ['filters'] } as object);
  await expect(misspelt).rejects.toThrow('options of pooledActivations must not have "layer"; do you mean layers?');
});

test('clips of many lengths make few programs, and pool their own frames', async () => {
  const many = Array.from({ length: 20 }, (_, n) => normal(key(n), 64 * (10 + n) + n));
  let traced = 0;
  const padding = defineModel({
    ...model,
    forwardPadded<K extends 'filters' | 'energies'>(audio: tf.Tensor2D, layers: readonly K[], _: Padded) {
      traced++;
      return model.forward(audio, layers);
    },
  });
  const { filters } = await pooledActivations(padding, many, { layers: ['filters'], engine: 'onnxruntime' });
  expect(traced).toBeLessThanOrEqual(7);
  const right = await pooledActivations(model, many, { layers: ['filters'], engine: 'cpu' });
  expect(filters.data.length).toBe(20 * 8);
  filters.data.forEach((value, i) => {
    expect(value).toBeCloseTo(right.filters.data[i]!, 5);
  });
});
