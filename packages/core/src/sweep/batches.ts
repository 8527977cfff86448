import { each, sum } from '@audiate/objectives';
import type { ModelAdapter, Objective } from '@audiate/protocol';
import type { Instructions } from '../recipe/recipe.js';
import { instructionsOf } from '../recipe/write.js';
import type { RenderOptions } from '../render/options.js';
import { type Plan, planRender } from '../settings/plan.js';
import type { Target } from './targets.js';

/** Targets that are rendered side by side. */
export interface Batch {
  readonly targets: readonly Target[];
  readonly plan: Plan;
  readonly instructions: Instructions;
}

/**
 * Cuts targets into batches of like structure: the same kinds of terms on the same layers with the same weights, so that
 * no target waits for another's deeper layers and compiled programs are alike. The cut depends on the targets alone, not
 * on what is finished, so that a sweep that goes on gives the bits of one that never stopped; targets that are put at the
 * end of the list leave full batches as they were.
 * @param options.together what is asked of the items of each batch beside their targets.
 * @throws InputError for anything about a target, or the options, that does not fit the model.
 */
export function cutBatches(
  model: ModelAdapter,
  targets: readonly Target[],
  {
    size,
    together,
    options,
  }: { readonly size: number; readonly together?: Objective | undefined; readonly options: RenderOptions },
): Batch[] {
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    const key = structureOf(target);
    groups.set(key, groups.get(key) ?? []);
    groups.get(key)!.push(target);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / size) }, (_, i) => {
      const members = group.slice(i * size, (i + 1) * size);
      const targeted = each(members.map(({ objective }) => objective));
      const plan = planRender(model, together ? sum(targeted, together) : targeted, options);
      for (const { term } of plan.objective.terms) term.bind(plan.context);
      return { targets: members, plan, instructions: instructionsOf(plan) };
    }),
  );
}

/** What compiled programs of a target have in common with others. */
export function structureOf({ objective }: Target): string {
  return JSON.stringify(objective.terms.map(({ weight, term }) => [weight, term.spec.kind, term.layers]));
}
