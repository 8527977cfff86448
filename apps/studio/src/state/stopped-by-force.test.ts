import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EndableClient } from '../protocol/client.js';
import { stoppedByForce } from './stopped-by-force.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker whose task ends when the test says so. */
function worker() {
  const told: string[] = [];
  let end: (answer: never) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const client = {
    start: () => ({
      answer: new Promise((resolve, refuse) => {
        [end, reject] = [resolve, refuse];
      }),
      control: (control: string) => told.push(control),
    }),
    end(why: string) {
      told.push('ended');
      reject(new Error(why));
    },
  } as unknown as EndableClient;
  return { client, told, answer: () => end('done' as never) };
}

test('a task that does not stop ends with its worker, once', async () => {
  const { client, told } = worker();
  const onForced = vi.fn();
  const { answer, control } = stoppedByForce(client, { onForced }).start('warm', {} as never);
  const failed = answer.catch(({ message }: Error) => message);
  control('pause');
  await vi.advanceTimersByTimeAsync(60_000);
  control('stop');
  control('stop');
  await vi.advanceTimersByTimeAsync(14_999);
  expect([told, onForced.mock.calls.length]).toEqual([['pause', 'stop', 'stop'], 0]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await failed).toBe('it did not stop in 15 s, so it was ended, and the model is opened again');
  expect([told.slice(3), onForced.mock.calls.length]).toEqual([['ended'], 1]);
});

test('a task that stops leaves its worker as it is', async () => {
  const { client, told, answer } = worker();
  const onForced = vi.fn();
  const running = stoppedByForce(client, { onForced }).start('warm', {} as never);
  running.control('stop');
  await vi.advanceTimersByTimeAsync(14_000);
  answer();
  expect(await running.answer).toBe('done');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([told, onForced.mock.calls.length]).toEqual([['stop'], 0]);
});

test('who stops a task that has ended ends no worker', async () => {
  const { client, told, answer } = worker();
  const onForced = vi.fn();
  const running = stoppedByForce(client, { onForced }).start('warm', {} as never);
  answer();
  await running.answer;
  running.control('stop');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([told, onForced.mock.calls.length]).toEqual([['stop'], 0]);
});
