import { objectives, type RenderOptions, render, renderSteps } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { settledRss } from './settled-rss.ts';

const options: RenderOptions = { seconds: 0.25, steps: 2, every: 1, batch: 2, engine: 'wasm' };

test('200 renders on wasm with a real model, ended in four ways, leave no tensor and keep the RSS flat', async () => {
  const model = await tiny();
  const target = objectives.neuron('encoder.3', 17, { neighbors: 0.1 });
  const boom = objectives.custom('boom', ['encoder.3'], () => {
    throw new Error('boom');
  });
  const endings: (() => Promise<unknown>)[] = [
    () => render(model, target, options),
    async () => {
      for await (const _ of renderSteps(model, target, options)) break;
    },
    () => {
      const stop = new AbortController();
      return render(model, target, { ...options, signal: stop.signal, onStep: () => stop.abort() });
    },
    () =>
      render(model, objectives.sum(target, boom), options).catch((error: Error) => expect(error.message).toBe('boom')),
  ];
  const round = async () => {
    for (const end of endings) await end();
  };
  await settledRss([0, 10], round);
  const before = await settledRss([10, 25], round);
  const held = tf.memory();
  await settledRss([25, 60], round);
  const after = await settledRss([60, 75], round);
  const left = tf.memory();
  expect([left.numTensors, left.numDataBuffers]).toEqual([held.numTensors, held.numDataBuffers]);
  console.log(`RSS grew by ${(after - before).toFixed(1)} MB over 200 renders, from ${before.toFixed(0)} MB`);
  expect(after - before).toBeLessThan(30);
  model.dispose();
});
