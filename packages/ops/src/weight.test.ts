import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { backends, useBackend } from './testing/backends.js';
import { transposed } from './transposed.js';
import { weight } from './weight.js';

const numbers = Float32Array.of(1, 2, 3, 4, 5, 6);

describe.each(backends)('weight on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test('uploads once, outlives a tidy, and is freed by dispose', () => {
    const before = tf.memory().numTensors;
    const w = weight(numbers, [2, 3]);
    const first = tf.tidy(() => w.tensor());
    expect(tf.tidy(() => w.tensor())).toBe(first);
    expect(first.shape).toEqual([2, 3]);
    expect(Array.from(first.dataSync())).toEqual(Array.from(numbers));
    expect(tf.memory().numTensors).toBe(before + 1);
    w.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(Array.from(w.tensor().dataSync())).toEqual(Array.from(numbers));
    w.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('arranges a layout once, beside the plain tensor', () => {
    const w = weight(numbers, [2, 3]);
    const arrange = vi.fn(transposed.arrange);
    const layout = { name: 'transposed', arrange };
    const first = w.tensor(layout);
    expect(w.tensor(layout)).toBe(first);
    expect(arrange).toHaveBeenCalledTimes(1);
    expect(first.shape).toEqual([3, 2]);
    expect(Array.from(first.dataSync())).toEqual([1, 4, 2, 5, 3, 6]);
    expect(w.tensor().shape).toEqual([2, 3]);
    w.dispose();
  });

  test('an upload inside a gradient survives it', () => {
    const w = weight(numbers, [6]);
    const x = tf.tensor1d([1, 1, 1, 1, 1, 1]);
    const g = tf.grad((v: tf.Tensor) => tf.sum(tf.mul(v, w.tensor())))(x);
    expect(Array.from(g.dataSync())).toEqual(Array.from(numbers));
    expect(Array.from(w.tensor().dataSync())).toEqual(Array.from(numbers));
    w.dispose();
    tf.dispose([x, g]);
  });
});

describe('weight', () => {
  afterAll(() => useBackend('cpu'));

  test('each backend has its own tensor', async () => {
    const w = weight(numbers, [6]);
    await useBackend('cpu');
    const onCpu = w.tensor();
    await useBackend('wasm');
    expect(w.tensor()).not.toBe(onCpu);
    await useBackend('cpu');
    expect(w.tensor()).toBe(onCpu);
    w.dispose();
  });

  test('refuses a shape that does not fit', () => {
    expect(() => weight(numbers, [2, 4])).toThrow(InputError);
    expect(() => weight(numbers, [2, 4])).toThrow('a weight of shape [2,4] holds 8 numbers, got 6');
  });
});
