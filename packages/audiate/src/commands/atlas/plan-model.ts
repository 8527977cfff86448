import { type AtlasPlan, readPlan } from '@audiate/atlas';
import { InputError, type ModelAdapter } from '@audiate/protocol';
import { placeOf } from '../../flags/atlas-place.js';
import type { ModelFlags } from '../../flags/model-flags.js';
import { withModel } from '../../model/with-model.js';
import { isOfFeatures } from '../../target/layer-of.js';
import type { Terminal } from '../../terminal/terminal.js';

/** Flags of a command that opens the model of a plan, or of an atlas. */
export interface PlanModelFlags extends ModelFlags {
  readonly model?: string;
}

/**
 * Opens the model of a plan for the time of `use`: the one that the plan names, unless the flags name another place of it.
 * @throws InputError where there is no plan, or none of both names a model.
 */
export async function withPlannedModel<T>(
  place: string,
  flags: PlanModelFlags,
  { signal }: Pick<Terminal, 'signal'>,
  use: (model: ModelAdapter, plan: AtlasPlan) => Promise<T>,
): Promise<T> {
  const plan = await readPlan(placeOf(place));
  const told = { what: `the plan in "${place}"`, source: plan.source, parts: plan.chunks };
  return withToldModel(told, flags, { signal }, (model) => use(model, plan));
}

/** What a plan, or an atlas, tells of its model. */
export interface ToldModel {
  /** What tells it, as a message begins. */
  readonly what: string;
  /** What the model was called. */
  readonly source: string | undefined;
  /** Its layers, each as often as it likes. */
  readonly parts: readonly { readonly layer: string }[];
}

/**
 * Opens the model that a plan or an atlas tells of for the time of `use`, unless the flags name another place of it.
 * @throws InputError where neither names one.
 */
export async function withToldModel<T>(
  { what, source, parts }: ToldModel,
  flags: PlanModelFlags,
  { signal }: Pick<Terminal, 'signal'>,
  use: (model: ModelAdapter) => Promise<T>,
): Promise<T> {
  const named = flags.model ?? source;
  if (named === undefined) throw new InputError(`${what} does not name its model; name it by --model`);
  const features = parts.some(({ layer }) => isOfFeatures(layer));
  return withModel(named, { ...flags, features, signal }, use);
}
