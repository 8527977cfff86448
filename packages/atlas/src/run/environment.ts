import { version } from '@audiate/core';
import { hashBytes, nodeModule } from '@audiate/protocol';
import type { ChunkRun } from './chunk-run.js';

/**
 * What the bits of a sound depend on beside the plan, as a short name: a chunk that another kind of machine began is begun anew.
 */
export function environmentOf({ engine, device, concurrency }: ChunkRun): string {
  const { arch, availableParallelism, cpus } = nodeModule('node:os');
  const facts = [version, engine, device, concurrency, availableParallelism(), arch(), cpus()[0]?.model];
  return hashBytes(new TextEncoder().encode(JSON.stringify(facts))).slice(0, 8);
}
