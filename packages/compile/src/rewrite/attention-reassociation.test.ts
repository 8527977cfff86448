import * as ops from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { nodesInOrder } from '../graph/order.js';
import { agrees, numbers } from '../testing/agree.js';
import { trace } from '../trace/trace.js';
import { rewrite } from './rewrite.js';

const [FRAMES, HEADS, SIZE] = [40, 3, 16];
const WIDTH = HEADS * SIZE;
const w = (shape: readonly number[], seed: number) =>
  ops.weight(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    shape,
  );

const heads = (x: tf.Tensor): tf.Tensor3D => tf.reshape(x, [-1, x.shape[2]!, SIZE]);

/** Queries, keys and values by one linear map, or by one each. */
function attention({ stacked, bias }: { stacked: boolean; bias: boolean }) {
  const map = (parts: number, seed: number) => {
    const [matrix, shift] = [w([parts * WIDTH, WIDTH], seed), bias ? w([parts * WIDTH], seed + 5) : undefined];
    return (x: tf.Tensor) => {
      const [batch, frames] = x.shape as [number, number];
      const given = tf.reshape(ops.linear(x, matrix, shift), [batch, frames, parts * HEADS, SIZE]);
      const swapped = tf.transpose(given, [0, 2, 1, 3]);
      return (parts === 1 ? [swapped] : tf.split(swapped, parts, 1)).map(heads);
    };
  };
  const maps = stacked ? [map(3, 1)] : [map(1, 1), map(1, 2), map(1, 3)];
  return (x: tf.Tensor): tf.Tensor3D => {
    const [batch, frames] = x.shape as [number, number];
    const [queries, keys, values] = maps.flatMap((own) => own(x)) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
    const shares = tf.softmax(tf.mul(tf.matMul(queries, keys, false, true), 0.1));
    const mixed = tf.reshape(tf.matMul(shares, values), [batch, HEADS, frames, SIZE]);
    return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch, frames, WIDTH]);
  };
}

const rows = (x: tf.Tensor, count: number) => tf.slice(x, [0, 7, 0], [x.shape[0]!, count, WIDTH]);

/** How many rows the linear map and its gradient are computed for. */
function mapped(fn: (x: tf.Tensor) => tf.Tensor): number[] {
  ops.installOps();
  const { values, gradients } = trace(({ x }) => fn(x!), { x: { shape: [1, FRAMES, WIDTH] } }, ['x']);
  const nodes = nodesInOrder(rewrite([values.value!, gradients.x!]));
  return nodes.filter(({ op }) => op.startsWith('Linear')).map(({ inputs }) => inputs[0]!.shape[1]!);
}

describe('attention that few rows ask for', () => {
  test.each([
    { stacked: true, bias: true, count: 1, batch: 1 },
    { stacked: true, bias: true, count: 2, batch: 3 },
    { stacked: true, bias: false, count: 1, batch: 2 },
    { stacked: false, bias: true, count: 1, batch: 2 },
  ])('is what it is: %o', async ({ count, batch, ...kind }) => {
    const attend = attention(kind);
    await agrees((x) => rows(attend(x!), count), [[batch, FRAMES, WIDTH]]);
  });

  const perHead = (seed: number) => {
    const [matrix, bias] = [w([WIDTH, WIDTH], seed), w([WIDTH], seed + 5)];
    return (x: tf.Tensor) => {
      const given = tf.reshape(ops.linear(x, matrix, bias), [x.shape[0]!, FRAMES, HEADS, SIZE]);
      return heads(tf.transpose(given, [0, 2, 1, 3]));
    };
  };
  const [keys, query, shares] = [perHead(1), tf.tensor3d(numbers(SIZE, 3), [1, 1, SIZE]), w([1, FRAMES], 4)];
  const pooled = (x: tf.Tensor) => tf.matMul(tf.reshape(shares.tensor(), [1, 1, FRAMES]), keys(x));
  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['a query', (x) => tf.softmax(tf.matMul(query, keys(x), false, true))],
    [
      'a query, whose keys are values, too',
      (x) => tf.matMul(tf.softmax(tf.matMul(query, keys(x), false, true)), keys(x)),
    ],
    ['fixed shares', pooled],
  ])('is left alone where the heads of all sounds have one in common: %s', async (_, fn) => {
    await agrees((x) => fn(x!), [[2, FRAMES, WIDTH]]);
  });

  test('is left alone where one map serves all heads', async () => {
    const shared = w([SIZE, SIZE], 6);
    await agrees(
      (x) => {
        const mapped = ops.linear(tf.reshape(x!, [2, FRAMES * 2 * HEADS, SIZE]), shared);
        const swapped = tf.transpose(tf.reshape(mapped, [2, FRAMES, 2 * HEADS, SIZE]), [0, 2, 1, 3]);
        const [queries, keys] = tf.split(swapped, 2, 1).map((part) => tf.slice(part, [0, 0, 7, 0], [-1, -1, 1, -1]));
        return tf.mul(queries!, keys!);
      },
      [[2, FRAMES, 2 * WIDTH]],
    );
  });

  test('maps no frame but these', () => {
    const attend = attention({ stacked: true, bias: true });
    expect(mapped((x) => rows(attend(x), 1))).toEqual([1]);
    expect(mapped((x) => rows(attend(attend(x)), 1))).toEqual([FRAMES, 1, FRAMES]);
  });

  test('is left alone where many rows ask, or all are read beside', () => {
    const attend = attention({ stacked: true, bias: true });
    expect(mapped((x) => rows(attend(x), 12))).toContain(FRAMES);
    expect(mapped((x) => tf.concat([attend(x), rows(attend(x), 1)], 1))).toContain(FRAMES);
  });
});
