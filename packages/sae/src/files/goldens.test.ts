import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { cosine, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { goldenProjection } from '@audiate/checkpoints/internal/testing/golden';
import { compile } from '@audiate/compile';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Dictionary } from '../index.js';
import { goldenDictionary, readDictionaryGolden } from '../testing/golden.js';

const TOLERANCE = 1e-5;
const GRADIENT_TOLERANCE = 1e-3;
const golden = await readDictionaryGolden();

/** All that a dictionary answers to frames. */
function answers(dictionary: Dictionary, x: tf.Tensor3D) {
  const { features, before } = dictionary.encode(x);
  return { features, before, reconstruction: dictionary.decode!(features, x) };
}

/** The sum of features and reconstruction that the script differentiates. */
function summed({ features, reconstruction }: ReturnType<typeof answers>): tf.Scalar {
  const sums = [features, reconstruction].map((value) => {
    const [batch, frames, channels] = value.shape;
    const weights = tf.tensor3d(goldenProjection(frames * channels), [1, frames, channels]);
    return tf.sum(tf.mul(value, tf.tile(weights, [batch, 1, 1])));
  });
  return tf.addN(sums) as tf.Scalar;
}

async function expectGolden(
  name: string,
  found: Readonly<Record<'features' | 'before' | 'reconstruction' | 'gradient', Float32Array>>,
) {
  const features = await golden.array(`${name}/features`);
  expect(found.features.map((value) => Number(value > 0))).toEqual(features.data.map((value) => Number(value > 0)));
  for (const answer of ['features', 'before', 'reconstruction'] as const) {
    const expected = await golden.array(`${name}/${answer}`);
    expect(relativeError(found[answer], expected.data), answer).toBeLessThan(TOLERANCE);
  }
  const slope = await golden.array(`${name}/gradient`);
  expect(relativeError(found.gradient, slope.data)).toBeLessThan(GRADIENT_TOLERANCE);
  expect(cosine(found.gradient, slope.data)).toBeGreaterThan(1 - 1e-6);
}

for (const backend of BACKENDS) {
  describe(`on ${backend}, against the formulas in torch`, () => {
    beforeAll(() => useBackend(backend));

    test.each(golden.cases)('%s', async (name) => {
      const dictionary = await goldenDictionary(name);
      const { data, shape } = await golden.array(`${name}/x`);
      const found = tf.tidy(() => {
        const x = tf.tensor3d(data, shape as [number, number, number]);
        const values = Object.entries(answers(dictionary, x)).map(([key, value]) => [key, value.dataSync()] as const);
        const gradient = tf
          .grad((input) => summed(answers(dictionary, input as tf.Tensor3D)))(x)
          .dataSync();
        return { ...Object.fromEntries(values), gradient };
      });
      dictionary.dispose();
      await expectGolden(name, found as Parameters<typeof expectGolden>[1]);
    });
  });
}

describe('compiled, against the formulas in torch', () => {
  beforeAll(() => useBackend('cpu'));

  test.each(golden.cases)('%s', async (name) => {
    const dictionary = await goldenDictionary(name);
    const { data, shape } = await golden.array(`${name}/x`);
    const program = await compile(
      ({ x }) => {
        const found = answers(dictionary, x as tf.Tensor3D);
        return { ...found, value: summed(found) };
      },
      { inputs: { x: shape }, wrt: ['x'], threads: 1 },
    );
    const { values, gradients } = await program.run({ x: data });
    program.dispose();
    dictionary.dispose();
    await expectGolden(name, { ...values, gradient: gradients.x } as unknown as Parameters<typeof expectGolden>[1]);
  });
});
