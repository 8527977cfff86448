import { expect, test } from 'vitest';
import { clientOf } from './client.js';
import { type Handlers, type Job, serve } from './serve.js';
import type { StepNews } from './tasks.js';

/** A page and a worker in one thread, which speak through a channel that copies. */
function pair(handlers: Partial<Handlers>) {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  serve(port2 as never, handlers as Handlers);
  return { client: clientOf(port1 as never), close: () => port1.close() };
}

const ASK = { form: {} } as never;

test('answers, news and faults reach who asked', async () => {
  const { client, close } = pair({
    async warm({ engine }) {
      if (engine === 'cpu') throw new Error('no such engine\n  at a line that is nobody’s business');
      return { name: 'wasm', detail: String(engine), passedOver: [] };
    },
    async open(_, { tell }) {
      tell({ file: 'a', bytes: 1 });
      return { name: 'm' } as never;
    },
  });
  const news: unknown[] = [];
  const source = { kind: 'embedded', name: 'tiny' } as const;
  const [opened, warmed, failed] = await Promise.allSettled([
    client.start('open', source, { onNews: (told) => news.push(told) }).answer,
    client.start('warm', { engine: 'wasm' }).answer,
    client.start('warm', { engine: 'cpu' }).answer,
  ]);
  close();
  expect(news).toEqual([{ file: 'a', bytes: 1 }]);
  expect(opened).toMatchObject({ status: 'fulfilled', value: { name: 'm' } });
  expect(warmed).toMatchObject({ value: { detail: 'wasm' } });
  expect((failed as PromiseRejectedResult).reason.message).toBe('no such engine');
});

test('a task that is paused waits, goes on when told, and ends when stopped while it waits', async () => {
  const { client, close } = pair({
    async render(_, { tell, unpaused, signal, isPaused }: Job<StepNews>) {
      for (let step = 1; !signal.aborted; step++) {
        tell({ step, score: Number(isPaused()), remainingMs: 0 });
        await new Promise((resolve) => setTimeout(resolve));
        await unpaused();
      }
      return 'ended' as never;
    },
  });
  const seen: number[] = [];
  const waiting: { count: number; wake(): void }[] = [];
  const steps = (count: number) => new Promise<void>((wake) => waiting.push({ count, wake }));
  const task = client.start('render', ASK, {
    onNews({ step }) {
      seen.push(step);
      for (const { count, wake } of waiting) if (step >= count) wake();
    },
  });
  await steps(3);
  task.control('pause');
  // A pause, told twice, is one.
  task.control('pause');
  const held = seen.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  const paused = seen.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(seen.length).toBe(paused);
  task.control('go');
  await steps(Math.max(held, paused) + 2);
  task.control('pause');
  task.control('stop');
  expect(await task.answer).toBe('ended');
  close();
});

test('a worker that breaks fails what waits for it', async () => {
  const listeners: Record<string, (event: never) => void> = {};
  const client = clientOf({
    postMessage() {},
    addEventListener: (type: string, listener: never) => {
      listeners[type] = listener;
    },
  } as never);
  const { answer } = client.start('warm', { engine: 'auto' });
  listeners.error!({ preventDefault() {}, message: 'SyntaxError' } as never);
  await expect(answer).rejects.toThrow('the worker failed: SyntaxError; reload the page');
});
