import type { Objective } from '@audiate/protocol';
import { readTargets, type Targets } from './targets.js';

/** The page of a sweep. */
export const PAGE = 'index.html';

/** The files of a target. */
export function filesOf(name: string): string[] {
  return [`${name}.wav`, `${name}.png`, `${name}.json`];
}

/** The state of the batch of which a target is the first. */
export function stateOf(name: string): string {
  return `unfinished-${name}.state`;
}

/**
 * The names of all files that `renderMany` may write to the folder of these targets: their sounds, pictures and records, the page, and
 * the states of batches under way.
 * @param steps of the render; names tell of weights that change over it.
 * @throws InputError for targets that `renderMany` refuses.
 */
export function sweepFiles(
  targets: readonly (Objective | string)[] | Readonly<Record<string, Objective | string>>,
  { steps = 256 }: { readonly steps?: number } = {},
): string[] {
  const names = readTargets(targets as Targets, steps).map(({ name }) => name);
  return [PAGE, ...names.flatMap((name) => [...filesOf(name), stateOf(name)])];
}
