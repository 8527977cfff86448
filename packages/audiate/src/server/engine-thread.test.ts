import { expect, test } from 'vitest';
import { startThread, type ThreadEars } from './engine-thread.js';

/** A thread of this code, and what it said. */
function started(code: string, patienceMs = 60_000) {
  const said: unknown[] = [];
  const ears: ThreadEars = {
    send: (bytes) => said.push([...bytes]),
    taken: (bytes) => said.push(`${bytes} taken`),
    hangUp: (why) => said.push(why),
  };
  const entry = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  return { said, thread: startThread({ entry, data: { engine: 'file:///engine.js' }, patienceMs }, ears) };
}

const PORT = `import { parentPort, workerData } from 'node:worker_threads';`;

test('bytes go to the thread and back, and it stops its tasks before it ends', async () => {
  const { said, thread } = started(`${PORT}
    parentPort.on('message', (message) => {
      if (message === 'end') parentPort.postMessage({ hangUp: 'stopped' }), parentPort.postMessage('ended');
      else if ('sent' in message) parentPort.postMessage({ taken: message.sent });
      else parentPort.postMessage({ bytes: new Uint8Array(message.bytes).reverse() });
    });`);
  const { buffer } = Uint8Array.of(1, 2);
  thread.take(buffer);
  expect(buffer.byteLength).toBe(0);
  thread.sent(7);
  await thread.end();
  expect(said).toEqual([[2, 1], '7 taken', 'stopped']);
});

test('a task that does not stop is stopped by force', async () => {
  const { said, thread } = started(`${PORT} parentPort.on('message', () => { for (;;); });`, 100);
  await thread.end();
  expect(said).toEqual([]);
});

test.each([
  [`throw new Error('no engine here')`, 'the engine failed: no engine here'],
  ['process.exit(3)', 'the engine ended with code 3'],
])('what ends a thread is told: %s', async (code, why) => {
  const { said, thread } = started(code);
  await expect.poll(() => said[0]).toBe(why);
  await thread.end();
});
