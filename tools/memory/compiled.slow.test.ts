import { compile, programCount, releaseIdlePrograms } from '@audiate/compile';
import { objectives, render } from '@audiate/core';
import { weight } from '@audiate/ops';
import { tiny } from '@audiate/wav2vec2-tiny';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { MEGABYTE, rss, settledRss } from './settled-rss.ts';

test('100 compiled renders of different objectives keep programs few and the RSS flat', async () => {
  const model = await tiny();
  const layers = ['encoder.0', 'encoder.2', 'encoder.3'] as const;
  const work = async (i: number) => {
    const target = objectives.neuron(layers[i % 3]!, i, { at: i % 5, neighbors: i / 100 });
    await render(model, target, { seconds: 0.25, steps: 2, engine: 'onnxruntime' });
  };
  await settledRss([0, 20], work);
  const before = await settledRss([20, 60], work);
  const growth = (await settledRss([60, 100], work)) - before;
  console.log(`RSS grew by ${growth.toFixed(1)} MB over 40 compiled renders, from ${before.toFixed(0)} MB`);
  expect(programCount()).toBeLessThanOrEqual(3);
  expect(growth).toBeLessThan(30);
  model.dispose();
  expect(programCount()).toBe(0);
});

test('a disposed program gives its memory back', async () => {
  await tf.setBackend('cpu');
  const side = 5000;
  const matrix = weight(new Float32Array(side * side).fill(1e-3), [side, side]);
  const program = await compile(({ x }) => tf.sum(tf.matMul(x as tf.Tensor2D, matrix.tensor() as tf.Tensor2D)), {
    inputs: { x: [2, side] },
    wrt: ['x'],
  });
  await program.run({ x: new Float32Array(2 * side).fill(1) });
  const held = rss();
  program.dispose();
  releaseIdlePrograms();
  matrix.dispose();
  const megabytes = (4 * side * side) / MEGABYTE;
  await expect.poll(() => held - rss(), { timeout: 300_000 }).toBeGreaterThan(0.8 * megabytes);
  console.log(
    `a program of ${megabytes.toFixed(0)} MB of weights gave ${(held - rss()).toFixed(0)} of ${held.toFixed(0)} MB back`,
  );
});
