import { compile, releaseIdlePrograms } from '@audiate/compile';
import {
  conv1d,
  gelu,
  groupedConv1d,
  installOps,
  instanceNorm,
  layerNorm,
  linear,
  type Weight,
  weight,
} from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { ablatedParts } from './ablated-parts.ts';
import { relativeError } from './statistics.ts';

const numbers = (shape: readonly number[], seed: number): Weight => {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return weight(
    Float32Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed)),
    shape,
  );
};
const [first, second, gamma, beta] = [numbers([8, 1, 10], 1), numbers([8, 8, 3], 2), numbers([8], 3), numbers([8], 4)];
const [positional, matrix] = [numbers([8, 4, 4], 5), numbers([8, 8], 6)];

/** One frame of what has every named operation in it. */
function step({ audio }: Readonly<Record<string, tf.Tensor>>): tf.Tensor {
  const x = conv1d(tf.expandDims(audio as tf.Tensor2D, 2), first, { stride: 5 });
  const y = conv1d(gelu(instanceNorm(x, gamma, beta, 1e-5)), second, { stride: 2 });
  const z = tf.add(y, groupedConv1d(y, positional, { groups: 2, padding: [2, 1] })) as tf.Tensor3D;
  return tf.slice(layerNorm(linear(gelu(z), matrix), gamma, beta, 1e-5), [0, 3, 2], [1, 1, 1]);
}

const options = { inputs: { audio: [1, 200] }, wrt: ['audio'], threads: 1 };
const audio = Float32Array.from({ length: 200 }, (_, i) => Math.sin(i * i));

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOps();
});
afterEach(releaseIdlePrograms);

test.each(ablatedParts().map((part) => [part.kind, part.name, part] as const))(
  'the step without the %s %s is the step',
  async (_, __, part) => {
    const [whole, partial] = [await compile(step, options), await part.compile(step, options)];
    const [a, b] = [await whole.run({ audio }), await partial.run({ audio })];
    whole.dispose();
    partial.dispose();
    expect(relativeError(b.gradients.audio!, a.gradients.audio!)).toBeLessThan(1e-5);
  },
);

test('nothing stays left out: the whole step finds its program again', async () => {
  const whole = await compile(step, options);
  for (const part of ablatedParts()) (await part.compile(step, options)).dispose();
  const again = await compile(step, options);
  expect([whole.found, again.found]).toEqual([false, true]);
  whole.dispose();
  again.dispose();
});
