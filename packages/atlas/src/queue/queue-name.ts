import { hashBytes } from '@audiate/protocol';
import type { AtlasPlan } from '../plan/atlas-plan.js';

/** What a job of the queue is of. */
export interface ChunkJob {
  readonly chunk: number;
}

/** The queue of a plan: two plans at once on one Redis share nothing. */
export function queueName({ msPerUnit: _, ...work }: AtlasPlan): string {
  return `audiate-atlas-${hashBytes(new TextEncoder().encode(JSON.stringify(work)))}`;
}
