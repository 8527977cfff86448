import { objectives } from '@audiate/core';
import type { Objective } from '@audiate/protocol';
import { InvalidArgumentError } from 'commander';
import { weighed } from './weighed.js';

const PENALTIES = {
  crest: objectives.crest,
  edges: objectives.edges,
  energy: objectives.energy,
  loudness: objectives.loudness,
  sparsity: objectives.sparsity,
  'spectral-tv': objectives.spectralTv,
} as const satisfies Readonly<Record<string, () => Objective<never>>>;

type PenaltyName = keyof typeof PENALTIES;

/** What is asked of a sound beside its target. */
export interface Penalty {
  readonly name: PenaltyName;
  readonly weight: number;
}

/** The names of all. */
export const PENALTY_NAMES = Object.keys(PENALTIES) as PenaltyName[];

/** Reads `sparsity` or `sparsity=30`, its weight, 1 unless given. @throws InvalidArgumentError for anything else. */
export function penalty(text: string): Penalty {
  const { name, weight } = weighed(text);
  if (!PENALTY_NAMES.includes(name as PenaltyName)) {
    throw new InvalidArgumentError(`Allowed choices are ${PENALTY_NAMES.join(', ')}, each perhaps with =weight.`);
  }
  return { name: name as PenaltyName, weight };
}

/** An objective with penalties added. */
export function withPenalties(objective: Objective, penalties: readonly Penalty[]): Objective {
  const added = penalties.map(({ name, weight }) => objectives.scale(PENALTIES[name](), weight) as Objective);
  return added.length > 0 ? objectives.sum(objective, ...added) : objective;
}
