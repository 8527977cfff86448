import { afterEach, expect, test, vi } from 'vitest';
import type { Call } from './messages.js';
import { openWebThread } from './web-thread.js';

vi.mock('./runtime.js', async (original) => ({
  ...(await original<typeof import('./runtime.js')>()),
  loadRuntime: async () => ({ env: { wasm: {} } }),
}));
afterEach(() => vi.unstubAllGlobals());

test('a worker that fails later ends, and is terminated', async () => {
  const workers: StandIn[] = [];
  class StandIn {
    onmessage?: (event: { data: unknown }) => void;
    onerror?: (event: { message: string; preventDefault(): void }) => void;
    terminate = vi.fn();
    constructor() {
      workers.push(this);
    }
    postMessage({ call, task }: Call) {
      const answer = { version: '0.0.0' };
      if (task === 'open') queueMicrotask(() => this.onmessage!({ data: { call, answer } }));
    }
  }
  vi.stubGlobal('Worker', StandIn);
  const host = await openWebThread('wasm');
  const loading = host.load('anything', {});
  expect([host.lost(), workers[0]!.terminate.mock.calls.length]).toEqual([false, 0]);
  workers[0]!.onerror!({ message: 'out of luck', preventDefault() {} });
  await expect(loading).rejects.toThrow('(out of luck)');
  expect([host.lost(), workers[0]!.terminate.mock.calls.length]).toEqual([true, 1]);
});
