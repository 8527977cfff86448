import type { Clip, ModelAdapter } from '@audiate/core';
import { InputError, isList, isSound, show } from '@audiate/protocol';
import type { Label, LabelledClip } from '../labels/labelled-clip.js';
import { pooledActivations } from '../labels/pooled-activations.js';
import { fitProbe } from './fit-probe.js';
import { planFit } from './plan-fit.js';
import { type ProbeOptions, splitOptions } from './probe-options.js';
import type { ClassProbe, NumberProbe, Probe } from './probe-result.js';

/**
 * What a layer knows of a label: a linear map of its pooled activations, ridge regression for numbers, logistic regression for
 * classes (a sigmoid for two, softmax for more), both with an L2 penalty on standardised activations. Each layer is scored on
 * clips of groups (speakers, voices) that the map was not fitted on, nor the standardisation, beside what chance scores.
 * The probe itself, of the best layer, is fitted on all clips. Its `direction` is a target at once:
 * `objectives.direction(probe.layer, probe.direction)`; check what that makes by a measure, such as `pitch`, not by the probe.
 *
 * Clips are heard one after the other: they may be of any length and come from an asynchronous iterable.
 * @param clips each with its label, all texts or all numbers, and its group.
 * @throws InputError for labels of mixed kinds or of one class, fewer groups than folds, a class of one group, and what
 * {@link pooledActivations} refuses.
 */
export async function probe<L extends string, K extends NoInfer<L> = L>(
  model: ModelAdapter<L>,
  clips: Iterable<LabelledClip<number>> | AsyncIterable<LabelledClip<number>>,
  options?: ProbeOptions<K>,
): Promise<NumberProbe<K>>;
export async function probe<L extends string, K extends NoInfer<L> = L>(
  model: ModelAdapter<L>,
  clips: Iterable<LabelledClip<string>> | AsyncIterable<LabelledClip<string>>,
  options?: ProbeOptions<K>,
): Promise<ClassProbe<K>>;
export async function probe<L extends string, K extends NoInfer<L> = L>(
  model: ModelAdapter<L>,
  clips: Iterable<LabelledClip> | AsyncIterable<LabelledClip>,
  options: ProbeOptions<K> = {},
): Promise<Probe<K>> {
  const { fit, hear } = splitOptions(options);
  const labels: Label[] = [];
  const groups: (string | undefined)[] = [];
  if (isList(clips) && clips.length > 0) {
    // Of a list all is known before it is heard.
    for (const labelled of clips as readonly LabelledClip[]) note(labelled, { labels, groups });
    planFit(labels, { groups: groupsOf(groups), folds: fit.folds, towards: fit.towards });
    labels.length = 0;
    groups.length = 0;
  }
  const pooled = await pooledActivations<L, K>(model, noting(clips, { labels, groups }), hear);
  const given = groupsOf(groups);
  return fitProbe(pooled, labels, { ...fit, ...(given && { groups: given }) });
}

interface Notes {
  readonly labels: Label[];
  readonly groups: (string | undefined)[];
}

function groupsOf(groups: Notes['groups']): readonly string[] | undefined {
  const named = groups.filter((group) => group !== undefined);
  if (named.length === 0) return undefined;
  if (named.length === groups.length) return named;
  throw new InputError(
    `clip ${groups.indexOf(undefined)} of the probe has no group, others have; give one to all or none`,
  );
}

async function* noting(
  clips: Iterable<LabelledClip> | AsyncIterable<LabelledClip>,
  notes: Notes,
): AsyncGenerator<Clip> {
  for await (const labelled of clips) {
    note(labelled, notes);
    yield labelled.clip;
  }
}

function note(labelled: LabelledClip, { labels, groups }: Notes): void {
  if (typeof labelled !== 'object' || labelled === null || isList(labelled) || !('clip' in labelled)) {
    const advice = isSound(labelled) || labelled instanceof Float32Array ? '; wrap it as { clip, label, group }' : '';
    throw new InputError(`clips of a probe must be { clip, label, group? }, got ${show(labelled)}${advice}`);
  }
  labels.push(labelled.label);
  groups.push(labelled.group);
}
