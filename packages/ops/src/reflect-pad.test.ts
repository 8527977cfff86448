import { InputError } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { reflectPad } from './reflect-pad.js';
import { checkAgainstDirect } from './testing/against-direct.js';
import { backends, useBackend } from './testing/backends.js';
import { randomTensor } from './testing/random.js';

describe.each(backends)('reflectPad on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test('any padding that fits', () => {
    const shape = fc
      .record({ batch: fc.integer({ min: 1, max: 2 }), frames: fc.integer({ min: 1, max: 8 }) })
      .chain(({ batch, frames }) =>
        fc.record({
          batch: fc.constant(batch),
          frames: fc.constant(frames),
          channels: fc.integer({ min: 1, max: 3 }),
          padding: fc.tuple(fc.integer({ min: 0, max: frames - 1 }), fc.integer({ min: 0, max: frames - 1 })),
        }),
      );
    fc.assert(
      fc.property(shape, ({ batch, frames, channels, padding }) => {
        const length = padding[0] + frames + padding[1];
        const direct = (x: Float64Array) => {
          const y: number[] = [];
          for (let b = 0; b < batch; b++)
            for (let f = 0; f < length; f++)
              for (let c = 0; c < channels; c++) {
                const inside = Math.abs(f - padding[0]);
                const frame = inside < frames ? inside : 2 * (frames - 1) - inside;
                y.push(x[(b * frames + frame) * channels + c]!);
              }
          return y;
        };
        const x = randomTensor([batch, frames, channels]);
        checkAgainstDirect({ op: (v) => reflectPad(v as tf.Tensor3D, padding), direct, x });
        x.dispose();
      }),
      { numRuns: 25, seed: 5 },
    );
  });

  test('refuses as many frames as there are', () => {
    const x = randomTensor([1, 4, 2]) as tf.Tensor3D;
    expect(() => reflectPad(x, [4, 0])).toThrow(InputError);
    expect(() => reflectPad(x, [0, -1])).toThrow('4 frames can be reflected by 0 to 3 frames a side, got [0,-1]');
  });
});
