import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { beginOnEngine } from './open.js';

const open = (name: 'wasm' | 'auto') => beginOnEngine(name, (engine) => engine);

test('the first opening of an engine in a process leaves the default backend as it would have been', async () => {
  const [first, second] = await Promise.all([open('wasm'), open('auto')]);
  expect(first.report.name).toBe('wasm');
  expect(second.report.name).toBe('onnxruntime');
  expect(second.report.detail).toMatch(/^onnxruntime-node 1\.\S+ in a worker thread, \d+ threads?$/);
  expect(second.report.passedOver).toEqual([{ name: 'tensorflow', why: '@tensorflow/tfjs-node-gpu: not installed' }]);
  expect(tf.getBackend()).toBe('cpu');
});
