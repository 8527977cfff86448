import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { uniform } from '../draw.js';
import { fold } from '../key.js';
import type { Param } from '../param.js';
import type { Transform } from '../transform.js';
import type { Law } from './law.js';
import { modelLaws } from './model-laws.js';
import { paramLaws } from './param-laws.js';
import { toyModel } from './toy-model.js';
import { transformLaws } from './transform-laws.js';

describe('the toy model obeys the laws of models', () => {
  for (const law of modelLaws({ model: toyModel() })) test(law.name, law.check);
});

test('the toy model has the optimum that it states', () => {
  const model = toyModel();
  for (let c = 0; c < 8; c++) {
    const answer = tf.tidy(() =>
      model.forward(tf.tensor2d(model.template(c), [1, 64]), ['filters']).filters.dataSync(),
    );
    expect(answer[c]).toBeCloseTo(1, 5);
    expect(Math.max(...answer.filter((_, i) => i !== c).map(Math.abs))).toBeLessThan(0.7);
  }
});

const broken = (laws: Law[]) =>
  laws.filter(({ check }) => {
    try {
      check();
      return false;
    } catch {
      return true;
    }
  });

const start = (batch: number, samples: number, draw: (item: number) => ArrayLike<number>) => ({
  a: {
    data: Float32Array.from(Array.from({ length: batch }, (_, i) => Array.from(draw(i))).flat()),
    shape: [batch, samples],
  },
});

describe('the laws of params notice', () => {
  const good: Param = {
    spec: { kind: 'doubled' },
    bind: ({ batch, samples }) => ({
      init: (key) => start(batch, samples, (item) => uniform(fold(key, item), samples)),
      decode: ({ a }) => tf.mul(a as tf.Tensor2D, 2),
    }),
  };
  const withDecode = (decode: (a: tf.Tensor2D) => tf.Tensor2D): Param => ({
    ...good,
    bind: (context) => ({ ...good.bind(context), decode: ({ a }) => decode(a as tf.Tensor2D) }),
  });
  const names = (param: Param) => broken(paramLaws({ param, revive: () => param })).map(({ name }) => name);

  test('nothing in a good one', () => expect(names(good)).toEqual([]));
  test('a wrong gradient', () => {
    const wrong = (a: tf.Tensor2D) =>
      tf.customGrad((x: unknown) => ({ value: tf.mul(x as tf.Tensor, 2), gradFunc: (dy: tf.Tensor) => tf.mul(dy, 3) }))(
        a,
      ) as tf.Tensor2D;
    expect(names(withDecode(wrong))).toEqual(['the gradient agrees with finite differences, at the start and at zero']);
  });
  test('a gradient that is not finite at zero', () => {
    expect(names(withDecode((a) => tf.mul(a, tf.sqrt(tf.mean(tf.square(a)))))).join()).toContain('at zero');
  });
  test('a start that depends on the batch', () => {
    const param: Param = {
      ...good,
      bind: ({ batch, samples }) => ({
        init: (key) => start(batch, samples, (item) => uniform(fold(key, item + batch), samples)),
        decode: ({ a }) => a as tf.Tensor2D,
      }),
    };
    expect(names(param)).toEqual(['the same key gives the same start, whatever the batch']);
  });
  test('a leak', () => {
    expect(names(withDecode((a) => tf.add(tf.keep(tf.mul(a, 2)), 0)))).toContain('leaks no tensor');
  });
});

describe('the laws of transforms notice', () => {
  const names = (apply: ReturnType<Transform['bind']>) => {
    const transform: Transform = { spec: { kind: 'x' }, bind: () => apply };
    return broken(transformLaws({ transform, revive: () => transform })).map(({ name }) => name);
  };
  const gains = (batch: number, draw: (item: number) => number) =>
    tf.tensor2d(
      Array.from({ length: batch }, (_, i) => draw(i)),
      [batch, 1],
    );

  test('nothing in a good one', () => {
    expect(
      names((x, k) =>
        tf.mul(
          x,
          gains(x.shape[0], (i) => uniform(fold(k, i), 1)[0]!),
        ),
      ),
    ).toEqual([]);
  });
  test('a draw shared by the batch or hidden from the key', () => {
    expect(names((x) => tf.mul(x, Math.random())).join()).toContain('same key');
    expect(names((x, k) => tf.mul(x, uniform(fold(k, x.shape[0]), 1)[0]!)).join()).toContain(
      'does not depend on the batch',
    );
  });
  test('a length that the key decides', () => {
    expect(
      names((x, k) => tf.slice(x, [0, 0], [x.shape[0], x.shape[1] - Math.floor(uniform(k, 1)[0]! * 9)])).join(),
    ).toContain('its length');
  });
});
