import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { installOps } from '../install-ops.js';
import { backends, useBackend } from '../testing/backends.js';
import { checkLinearGradient } from '../testing/linear-gradient.js';
import { randomTensor } from '../testing/random.js';

describe.each(backends)('the gradient of mirrorPad on %s', (backend) => {
  beforeAll(async () => {
    installOps();
    await useBackend(backend);
  });

  test.each([
    { mode: 'reflect', least: 1 },
    { mode: 'symmetric', least: 0 },
  ] as const)('$mode: any axes and paddings', ({ mode, least }) => {
    const axis = fc.integer({ min: 1, max: 5 }).chain((extent) => {
      const side = fc.integer({ min: 0, max: extent - least });
      return fc.record({ extent: fc.constant(extent), padding: fc.tuple(side, side) });
    });
    fc.assert(
      fc.property(fc.array(axis, { minLength: 1, maxLength: 3 }), (axes) => {
        const paddings = axes.map((a) => a.padding);
        tf.tidy(() =>
          checkLinearGradient((x) => tf.mirrorPad(x, paddings, mode), randomTensor(axes.map((a) => a.extent))),
        );
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});
