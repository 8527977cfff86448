import { expect, test, vi } from 'vitest';
import { createBuilder } from '../graph/builder.js';
import { leaseProgram, programCount, releaseIdlePrograms } from './cache.js';
import type { Host } from './host.js';

const hosts = vi.hoisted(() => ({ loads: 0, ended: false }));
vi.mock('./open.js', () => ({
  openHost: async (): Promise<Host> => ({
    runtime: 'a runtime',
    where: 'somewhere',
    sharesArrays: false,
    lost: () => hosts.ended,
    async load() {
      hosts.loads += 1;
      return { run: async () => ({}), release: async () => {} };
    },
  }),
}));

test('a program whose thread has ended is not found again', async () => {
  const extent = { shape: [1], dtype: 'float32' } as const;
  const build = createBuilder();
  const outputs = [build.one('Neg', [build.input('x', extent)], extent)];
  const lease = () => leaseProgram(outputs, { weights: 'initializer', threads: 1, onDemand: 0 });
  const [first, second] = [await lease(), await lease()];
  expect([first.found, second.found, hosts.loads]).toEqual([false, true, 1]);
  hosts.ended = true;
  const third = await lease();
  expect([third.found, hosts.loads, programCount()]).toEqual([false, 2, 1]);
  for (const { free } of [first, second, third]) free();
  releaseIdlePrograms();
  expect(programCount()).toBe(0);
});
