import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Compiled, compile } from '../compile.js';
import { closeLanes, programCount, releaseIdlePrograms } from './cache.js';
import { openedLanes, openLane } from './lane.js';
import { openHost } from './open.js';

beforeEach(() => tf.setBackend('cpu'));
afterEach(async () => {
  await closeLanes();
  releaseIdlePrograms();
});

const square = (lane: number): Promise<Compiled> =>
  compile(({ x }) => tf.sum(tf.square(x!)), { inputs: { x: [3] }, wrt: ['x'], threads: 1, lane });
const x = Float32Array.of(1, 2, 3);

test('a lane has a thread and programs of its own, which answer alike', async () => {
  const programs = [await square(0), await square(1), await square(2), await square(1)];
  expect(programs.map(({ found }) => found)).toEqual([false, false, false, true]);
  expect(programCount()).toBe(3);
  expect(openedLanes()).toEqual([1, 2]);
  const hosts = [await openHost(), await openLane(1), await openLane(2)];
  expect(new Set(hosts).size).toBe(3);
  expect(await openLane(2)).toBe(hosts[2]);
  const answers = await Promise.all(programs.map(({ run }) => run({ x })));
  for (const { values, gradients } of answers) {
    expect([...values.value!, ...gradients.x!]).toEqual([14, 2, 4, 6]);
  }
  for (const { dispose } of programs) dispose();
});

test('lanes that nobody uses are closed, with their programs; others, and the first, stay', async () => {
  const [first, second, third] = [await square(0), await square(1), await square(2)];
  first.dispose();
  second.dispose();
  const [host, lane] = [await openHost(), await openLane(1)];
  await closeLanes();
  expect(openedLanes()).toEqual([2]);
  expect([host.lost(), lane.lost()]).toEqual([false, true]);
  expect(programCount()).toBe(2);
  expect((await third.run({ x })).values.value![0]).toBe(14);
  third.dispose();
  await closeLanes();
  expect([openedLanes(), programCount()]).toEqual([[], 1]);
  const again = await square(1);
  expect(again.found).toBe(false);
  expect((await again.run({ x })).values.value![0]).toBe(14);
  again.dispose();
});

test('programs that are let go just before their lane is closed leave no rejection behind', async () => {
  const programs = [await square(1), await square(2)];
  for (const { dispose } of programs) dispose();
  releaseIdlePrograms();
  await closeLanes();
  expect([openedLanes(), programCount()]).toEqual([[], 0]);
});

test('a program that is on its way keeps its lane open', async () => {
  const loading = square(1);
  await closeLanes();
  const program = await loading;
  expect((await program.run({ x })).values.value![0]).toBe(14);
  program.dispose();
});

test.each([-1, 0.5, 1024, '1'])('lane %j is refused', async (lane) => {
  await expect(square(lane as number)).rejects.toThrow(/^lane of compile must be a whole number at least 0/);
});
