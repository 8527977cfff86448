import { sweepFiles } from '@audiate/core';
import type { ModelAdapter, Objective } from '@audiate/protocol';
import type { Penalty } from '../flags/penalty.js';
import { withPenalties } from '../flags/penalty.js';
import { isOfFeatures } from '../target/layer-of.js';
import { type Moment, objectivesOf } from '../target/objectives-of.js';
import { parseTarget, type Target } from '../target/parse-target.js';

/** Targets of a command line, read before the model is loaded. */
export interface Asked {
  readonly targets: readonly Target[];
  /** Whether a dictionary's features are among them. */
  readonly features: boolean;
}

/** Reads targets. @throws InputError as `parseTarget` does. */
export function readTargets(texts: readonly string[]): Asked {
  const targets = texts.map(parseTarget);
  return { targets, features: targets.some((target) => target.kind === 'unit' && isOfFeatures(target.layer)) };
}

/** What targets ask of a model, each thing once, penalties added. @throws InputError for what the model does not have. */
export function objectivesFor(
  model: ModelAdapter,
  { targets }: Asked,
  { at, penalty = [] }: { readonly at?: Moment; readonly penalty?: readonly Penalty[] },
): Objective[] {
  const each = new Map(
    objectivesOf(model, targets, at).map((objective) => [
      JSON.stringify(objective.terms.map(({ term }) => term.spec)),
      objective,
    ]),
  );
  return [...each.values()].map((objective) => withPenalties(objective, penalty));
}

/** What objectives are called in the record of what a folder was begun for. */
export function namesOf(objectives: readonly Objective[]): string[] {
  return objectives.map(({ terms }) => terms[0]!.term.description);
}

/** Objectives for `renderMany`: as they are, or so many of each in a row, by the names of their files. */
export type Targets = readonly Objective[] | Readonly<Record<string, Objective>>;

/** So many variants of each objective. */
export function variantsOf(
  objectives: readonly Objective[],
  { steps, variants }: { readonly steps: number; readonly variants: number },
): Targets {
  if (variants === 1) return objectives;
  const names = sweepFiles(objectives, { steps }).flatMap((file) => (file.endsWith('.wav') ? [file.slice(0, -4)] : []));
  return Object.fromEntries(
    objectives.flatMap((objective, i) =>
      Array.from({ length: variants }, (_, k) => [`${names[i]}-${k + 1}`, objective] as const),
    ),
  );
}

/** The names of all files that a render of targets may write. */
export function filesFor(targets: Targets, { steps }: { readonly steps: number }): string[] {
  return sweepFiles(targets, { steps });
}
