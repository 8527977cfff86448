import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { openEngine } from './open.js';

test('the first opening of an engine in a process leaves the default backend as it would have been', async () => {
  const [first, second] = await Promise.all([openEngine('wasm'), openEngine('auto')]);
  expect(first.report.name).toBe('wasm');
  expect(second.report.passedOver.map(({ name }) => name)).toEqual(['tensorflow', 'webgpu']);
  expect(second.report.passedOver[0]!.why).toMatch(/tfjs-node-gpu: not installed; .*tfjs-node: not installed/);
  expect(tf.getBackend()).toBe('cpu');
});
