import { InputError } from '@audiate/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { linear } from './linear.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor, randomWeight } from './testing/random.js';
import type { Weight } from './weight.js';

function direct(x: Float64Array, matrix: Weight, bias?: Weight): number[] {
  const [outputs, inputs] = matrix.shape as [number, number];
  return Array.from({ length: (x.length / inputs) * outputs }, (_, index) => {
    const [row, o] = [Math.floor(index / outputs), index % outputs];
    let sum = bias?.data[o] ?? 0;
    for (let i = 0; i < inputs; i++) sum += x[row * inputs + i]! * matrix.data[o * inputs + i]!;
    return sum;
  });
}

describe.each(backends)('linear on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each([
    { leading: [5], inputs: 3, outputs: 4 },
    { leading: [2, 7], inputs: 5, outputs: 1 },
    { leading: [2, 3, 2], inputs: 1, outputs: 9 },
    { leading: [1, 1], inputs: 33, outputs: 17 },
  ])('$leading × $inputs → $outputs', ({ leading, inputs, outputs }) => {
    const [matrix, bias] = [randomWeight([outputs, inputs]), randomWeight([outputs], 3)];
    const x = randomTensor([...leading, inputs]);
    checkAgainstDirect({ op: (v) => linear(v, matrix, bias), direct: (v) => direct(v, matrix, bias), x });
    checkAgainstDirect({ op: (v) => linear(v, matrix), direct: (v) => direct(v, matrix), x });
    expect(linear(x, matrix).shape).toEqual([...leading, outputs]);
  });

  test('refuses another number of channels', () => {
    const matrix = randomWeight([2, 3]);
    expect(() => linear(randomTensor([4, 5]), matrix)).toThrow(InputError);
    expect(() => linear(randomTensor([4, 5]), matrix)).toThrow('linear takes 3 channels, got an input of shape [4,5]');
  });
});
