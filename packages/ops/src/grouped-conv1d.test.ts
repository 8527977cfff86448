import { InputError } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { groupedConv1d } from './grouped-conv1d.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor, randomWeight } from './testing/random.js';

interface Case {
  batch: number;
  frames: number;
  groups: number;
  inputs: number;
  outputs: number;
  taps: number;
  padding: [number, number];
}

/** `inputs` and `outputs` count the channels of one group. */
function check({ batch, frames, groups, inputs, outputs, taps, padding }: Case): void {
  const [kernel, bias] = [randomWeight([groups * outputs, inputs, taps]), randomWeight([groups * outputs], 3)];
  const count = frames + padding[0] + padding[1] - taps + 1;
  const direct = (x: Float64Array) => {
    const y: number[] = [];
    for (let b = 0; b < batch; b++)
      for (let f = 0; f < count; f++)
        for (let o = 0; o < groups * outputs; o++) {
          let sum = bias.data[o]!;
          for (let t = 0; t < taps; t++) {
            const frame = f + t - padding[0];
            if (frame < 0 || frame >= frames) continue;
            for (let i = 0; i < inputs; i++) {
              const channel = Math.floor(o / outputs) * inputs + i;
              sum += x[(b * frames + frame) * groups * inputs + channel]! * kernel.data[(o * inputs + i) * taps + t]!;
            }
          }
          y.push(sum);
        }
    return y;
  };
  const x = randomTensor([batch, frames, groups * inputs]);
  checkAgainstDirect({ op: (v) => groupedConv1d(v as tf.Tensor3D, kernel, { groups, padding, bias }), direct, x });
  x.dispose();
  kernel.dispose();
  bias.dispose();
}

describe.each(backends)('groupedConv1d on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test.each<Case>([
    { batch: 1, frames: 13, groups: 4, inputs: 2, outputs: 2, taps: 8, padding: [4, 3] },
    { batch: 2, frames: 5, groups: 2, inputs: 3, outputs: 3, taps: 16, padding: [8, 7] },
    { batch: 2, frames: 9, groups: 3, inputs: 1, outputs: 2, taps: 5, padding: [2, 2] },
    { batch: 2, frames: 7, groups: 1, inputs: 2, outputs: 3, taps: 3, padding: [0, 0] },
    { batch: 1, frames: 6, groups: 2, inputs: 2, outputs: 1, taps: 2, padding: [5, 4] },
    { batch: 2, frames: 4, groups: 2, inputs: 1, outputs: 1, taps: 1, padding: [0, 2] },
  ])('$batch × $frames, $groups groups of $inputs → $outputs, $taps taps, padding $padding', check);

  test('any shape', () => {
    const shape = fc.record({
      batch: fc.integer({ min: 1, max: 2 }),
      frames: fc.integer({ min: 6, max: 11 }),
      groups: fc.integer({ min: 1, max: 3 }),
      inputs: fc.integer({ min: 1, max: 2 }),
      outputs: fc.integer({ min: 1, max: 2 }),
      taps: fc.integer({ min: 1, max: 6 }),
      padding: fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })),
    });
    fc.assert(fc.property(shape, check), { numRuns: 25, seed: 7 });
  });

  test('refuses other channels, groups that do not divide, and too few frames', () => {
    const run = (shape: number[], kernel: number[], groups: number) =>
      groupedConv1d(randomTensor(shape) as tf.Tensor3D, randomWeight(kernel), { groups, padding: [1, 1] });
    expect(() => run([1, 9, 5], [4, 2, 3], 2)).toThrow(InputError);
    expect(() => run([1, 9, 6], [4, 2, 3], 3)).toThrow('3 groups must divide 4 outputs');
    expect(() => run([1, 2, 4], [4, 2, 5], 2)).toThrow('at least 5 frames after padding');
  });
});
