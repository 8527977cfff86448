import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Host } from './host.js';

const binding = vi.hoisted(() => ({ create: async (): Promise<unknown> => ({}) }));
const thread = vi.hoisted(() => ({ open: async (): Promise<unknown> => ({}) }));
vi.mock('onnxruntime-node', () => ({
  default: {
    InferenceSession: { create: () => binding.create() },
    Tensor: class {},
    env: { versions: { node: '9.9.9' } },
  },
}));
vi.mock('./thread.js', () => ({ openThread: () => thread.open() }));

const negating = (y: number) => async () => ({ run: async () => ({ y: { data: [y] } }), release: async () => {} });
const host = (lost: () => boolean): Host => ({
  runtime: 'a runtime',
  where: 'somewhere',
  sharesArrays: false,
  lost,
  load: async () => ({ run: async () => ({ y: Float32Array.of(-2) }), release: async () => {} }),
});

const openHost = async () => (await import('./open.js')).openHost();

beforeEach(() => {
  vi.resetModules();
  thread.open = async () => {
    throw new Error('threads are not permitted\nat all');
  };
});
afterEach(() => vi.restoreAllMocks());

describe('where no thread starts', () => {
  test('programs run in this thread, and the reason is told', async () => {
    binding.create = negating(-2);
    const { runtime, where } = await openHost();
    expect(runtime).toBe('onnxruntime-node 9.9.9');
    expect(where).toBe('in this thread, which it blocks: no worker thread starts (threads are not permitted)');
  });

  test.each([
    ['a session that is not made', async () => Promise.reject(new Error('illegal instruction')), /illegal instruction/],
    ['a session that computes nonsense', negating(7), /-2 is 7 to it/],
  ])('a broken binary is told in one sentence: %s', async (_, create, why) => {
    binding.create = create;
    const opening = openHost();
    await expect(opening).rejects.toThrow(why);
    await expect(opening).rejects.toThrow(/^onnxruntime-node loads but does not compute \(.*\); install it anew$/);
    binding.create = negating(-2);
    await expect(openHost()).resolves.toMatchObject({ runtime: 'onnxruntime-node 9.9.9' });
  });
});

test('one host for all, and one new one when it has ended', async () => {
  let ended = false;
  const first = host(() => ended);
  const second = host(() => false);
  const opened = [first, second];
  thread.open = async () => opened.shift();
  expect(await Promise.all([openHost(), openHost()])).toEqual([first, first]);
  ended = true;
  const again = await Promise.all([openHost(), openHost()]);
  expect(again[0]).toBe(second);
  expect(again[1]).toBe(second);
});
