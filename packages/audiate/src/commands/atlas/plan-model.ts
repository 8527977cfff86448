import { type AtlasPlan, readPlan } from '@audiate/atlas';
import { InputError, type ModelAdapter } from '@audiate/protocol';
import type { ModelFlags } from '../../flags/model-flags.js';
import { withModel } from '../../model/with-model.js';
import { isOfFeatures } from '../../target/layer-of.js';
import type { Terminal } from '../../terminal/terminal.js';

/** Flags of a command that opens the model of a plan. */
export interface PlanModelFlags extends ModelFlags {
  readonly model?: string;
}

/**
 * Opens the model of a plan for the time of `use`: the one that the plan names, unless the flags name another place of it.
 * @throws InputError where there is no plan, or none of both names a model.
 */
export async function withPlannedModel<T>(
  folder: string,
  flags: PlanModelFlags,
  { signal }: Pick<Terminal, 'signal'>,
  use: (model: ModelAdapter, plan: AtlasPlan) => Promise<T>,
): Promise<T> {
  const plan = await readPlan(folder);
  const named = flags.model ?? plan.source;
  if (named === undefined) throw new InputError(`the plan in "${folder}" does not name its model; name it by --model`);
  const features = plan.chunks.some(({ layer }) => isOfFeatures(layer));
  return withModel(named, { ...flags, features, signal }, (model) => use(model, plan));
}
