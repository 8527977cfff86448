import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { agrees } from '@audiate/compile/internal/testing/agree';
import { installOps } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { list, modelOf, type OperatorCase } from '../testing/operator-case.js';
import { functionOf } from '../testing/run-operator.js';

const SHAPE = [2, 5];
const top = (k: number, attributes = {}): OperatorCase => ({
  name: 'TopK',
  op: 'TopK',
  shape: SHAPE,
  attributes,
  outputs: 2,
  rest: ['k'],
  constants: { k: list(k) },
});
const elements: OperatorCase = {
  name: 'GatherElements',
  op: 'GatherElements',
  shape: SHAPE,
  attributes: { axis: 1 },
  rest: ['places'],
  constants: { places: { type: 'int64', shape: [2, 3], data: [0, -1, 2, 4, 1, 0] } },
};

const NONE = Number.NEGATIVE_INFINITY;
/** Frames that are masked before the largest are taken. */
const MASKED = [NONE, 1, NONE, 4, 3, 2, 9, NONE, -5, Number.POSITIVE_INFINITY];

for (const backend of BACKENDS) {
  describe(`rows that hold infinite numbers, on ${backend}`, () => {
    beforeAll(async () => {
      await useBackend(backend);
      installOps();
    });

    test.each<[string, OperatorCase, number[], number[]]>([
      ['the largest', top(2), [4, 3, Infinity, 9], [0, 0, 0, 1, 2, 0, 4, 0, 0, 3]],
      ['the smallest', top(3, { largest: 0 }), [NONE, NONE, 1, NONE, -5, 2], [1, 3, 2, 0, 0, 6, 0, 4, 5, 0]],
      ['by their places', elements, [NONE, 3, NONE, Infinity, 9, 2], [1, 0, 3, 0, 2, 6, 5, 0, 0, 4]],
    ])('%s are taken as they are, and the gradient goes to them', (_, one, values, gradient) => {
      const f = functionOf(modelOf(one));
      tf.tidy(() => {
        const x = tf.tensor(MASKED, SHAPE);
        expect([...f(x).dataSync()]).toEqual(values);
        const weights = tf.tensor(
          values.map((_, i) => i + 1),
          [2, values.length / 2],
        );
        expect([...tf.grad(f)(x, weights).dataSync()]).toEqual(gradient);
      });
    });
  });
}

test('rows that hold infinite numbers, compiled', async () => {
  await useBackend('cpu');
  for (const one of [
    top(2),
    { ...elements, constants: { places: { ...elements.constants!.places!, data: [1, -1, 3, 0, 1, 3] } } },
  ]) {
    const f = functionOf(modelOf(one));
    const masked = (x: tf.Tensor) => {
      const heard = tf.tensor([0, 1, 0, 1, 1, 1, 1, 0, 1, 0], SHAPE, 'bool');
      return f(tf.where(heard, x, tf.fill(SHAPE, NONE)));
    };
    const { value, gradients } = await agrees((x) => masked(x!), [SHAPE]);
    expect(value.every(Number.isFinite)).toBe(true);
    expect(gradients.x0!.filter((number) => number !== 0)).toHaveLength(value.length);
  }
});

test('more places than a gradient may hold are refused before anything is computed', async () => {
  await useBackend('cpu');
  const shape = [1, 20_000];
  const x = tf.zeros(shape);
  expect(() => functionOf(modelOf({ ...top(20_000), shape }))(x)).toThrow(
    /^the gradient of TopK ".*" has the shape \[1,20000,20000\]; at most 8 axes and \d+ numbers are allowed/,
  );
  const places = { type: 'int64' as const, shape, data: new Array<number>(20_000).fill(0) };
  expect(() => functionOf(modelOf({ ...elements, shape, constants: { places } }))(x)).toThrow(
    /^the gradient of GatherElements ".*" has the shape \[1,20000,20000\]; at most/,
  );
  x.dispose();
});
