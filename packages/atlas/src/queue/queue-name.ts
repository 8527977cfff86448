import type { AtlasPlan } from '../plan/atlas-plan.js';
import { planHash } from '../plan/plan-hash.js';

/** What a job of the queue is of. */
export interface ChunkJob {
  readonly chunk: number;
}

/** The queue of a plan: two plans at once on one Redis share nothing. */
export function queueName(plan: AtlasPlan): string {
  return `audiate-atlas-${planHash(plan)}`;
}
