import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { installOps } from './install-ops.js';
import { backends, useBackend } from './testing/backends.js';
import { type GradientCase, gradientCases } from './testing/gradient-cases.js';
import { checkLinearGradient } from './testing/linear-gradient.js';
import { randomTensor } from './testing/random.js';

const rows = backends.flatMap((backend) =>
  gradientCases.filter(({ on = backend }) => on === backend).map((row) => ({ ...row, backend })),
);
const run = ({ op, shape, check = checkLinearGradient }: GradientCase) => tf.tidy(() => check(op, randomTensor(shape)));

describe.sequential('installOps', () => {
  afterEach(() => useBackend('cpu'));

  test.each(rows)('before: $name on $backend is wrong or missing', async ({ backend, ...row }) => {
    await useBackend(backend);
    expect(() => run(row)).toThrow(row.before);
  });

  test('before: the slope of abs at 0 is −1', () => {
    expect(
      Array.from(
        tf
          .grad(tf.abs)(tf.tensor1d([0, 2, -2]))
          .dataSync(),
      ),
    ).toEqual([-1, 1, -1]);
  });

  describe('afterwards', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const installInDebugMode = () => {
      tf.env().set('DEBUG', true);
      warn.mockClear();
      installOps();
      tf.env().set('DEBUG', false);
      expect(warn).not.toHaveBeenCalled();
    };
    beforeAll(installInDebugMode);

    test.each(rows)('$name on $backend is right', async ({ backend, ...row }) => {
      await useBackend(backend);
      run(row);
    });

    test.each(backends)('the slope of abs at 0 is 0 on %s', async (backend) => {
      await useBackend(backend);
      const slope = tf
        .grad(tf.abs)(tf.tensor1d([0, 2, -2, 1e-20]))
        .dataSync();
      expect(Array.from(slope)).toEqual([0, 1, -1, 1]);
    });

    test('installing again neither warns nor changes anything', () => {
      const names = [tf.StridedSlice, tf.MirrorPad, tf.Conv2D, tf.Abs, tf.Greater];
      const registered = names.map((name) => tf.getGradient(name));
      installInDebugMode();
      expect(names.map((name) => tf.getGradient(name))).toEqual(registered);
    });

    test('a gradient that somebody else registered for a missing one stays', () => {
      const theirs = { ...tf.getGradient(tf.StridedSlice) };
      const ours = tf.getGradient(tf.StridedSlice);
      tf.unregisterGradient(tf.StridedSlice);
      tf.registerGradient(theirs);
      installOps();
      expect(tf.getGradient(tf.StridedSlice)).toBe(theirs);
      tf.unregisterGradient(tf.StridedSlice);
      tf.registerGradient(ours);
    });
  });
});
