import { expect, test, vi } from 'vitest';
import { createBuilder } from '../graph/builder.js';
import { leaseProgram, programCount, releaseIdlePrograms } from './cache.js';
import type { Host } from './host.js';

vi.mock('@audiate/protocol', async (original) => ({
  ...(await original<typeof import('@audiate/protocol')>()),
  inNode: false,
}));
vi.mock('./open.js', () => ({
  openHost: async (): Promise<Host> => ({
    runtime: 'a runtime',
    where: 'in a worker',
    sharesArrays: false,
    lost: () => false,
    load: async () => ({ run: async () => ({}), release: async () => {} }),
  }),
}));

test('lanes of a page share their programs', async () => {
  const extent = { shape: [1], dtype: 'float32' } as const;
  const build = createBuilder();
  const outputs = [build.one('Neg', [build.input('x', extent)], extent)];
  const lease = (lane: number) => leaseProgram(outputs, { weights: 'initializer', threads: 1, onDemand: 0, lane });
  const leases = [await lease(0), await lease(1), await lease(2)];
  expect(leases.map(({ found }) => found)).toEqual([false, true, true]);
  expect(programCount()).toBe(1);
  for (const { free } of leases) free();
  releaseIdlePrograms();
  expect(programCount()).toBe(0);
});
