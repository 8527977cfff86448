import { checkChoice, InputError, show } from '@audiate/protocol';
import { type Label, type Labels, readLabels } from '../labels/labelled-clip.js';
import { groupFolds, stratifiedGroupFolds } from './folds.js';
import type { FitProbeOptions } from './probe-options.js';

/** Groups that are held out one at a time unless told otherwise. */
const FOLDS = 5;

/** What a probe is fitted and judged on, before anything is fitted. */
export interface FitPlan {
  readonly read: Labels;
  /** Of each row, and how many there are. */
  readonly groups: readonly string[];
  readonly count: number;
  readonly folds: number;
  /** The fold of each row, from 0. */
  readonly parts: Int32Array;
}

/**
 * Reads labels and deals groups out to folds.
 * @throws InputError for labels of mixed kinds or of one class, fewer groups than folds, a class of one group, and `towards` that
 * is no class.
 */
export function planFit(
  labels: readonly Label[],
  options: { readonly [Name in 'groups' | 'folds' | 'towards']: FitProbeOptions[Name] | undefined },
): FitPlan {
  const read = readLabels('a probe', labels);
  checkTowards(options.towards, read);
  const groups = options.groups ?? labels.map((_, i) => `${i}`);
  const count = new Set(groups).size;
  const folds = options.folds ?? Math.min(FOLDS, count);
  if (folds < 2)
    throw new InputError('a probe is judged on groups that it was not fitted on; give at least two, got 1');
  const parts = read.kind === 'classes' ? stratifiedGroupFolds(groups, read.values, folds) : groupFolds(groups, folds);
  checkClasses(read, parts);
  return { read, groups, count, folds, parts };
}

/** @throws InputError for a class that there isn't, and for any where labels are numbers. */
function checkTowards(towards: string | undefined, labels: Labels): void {
  if (towards === undefined) return;
  if (labels.kind === 'classes') checkChoice('class of the probe', towards, labels.classes);
  else throw new InputError(`towards names a class, and these labels are numbers; leave it out, got ${show(towards)}`);
}

/** That every class is there when any fold is held out. */
function checkClasses(labels: Labels, parts: Int32Array): void {
  if (labels.kind === 'numbers') return;
  for (const [c, name] of labels.classes.entries()) {
    const folds = new Set(Array.from(parts).filter((_, i) => labels.values[i] === c));
    if (folds.size > 1) continue;
    throw new InputError(
      `class "${name}" of the probe is held out whole; give clips of it by at least two groups (speakers) or ask for fewer folds`,
    );
  }
}
