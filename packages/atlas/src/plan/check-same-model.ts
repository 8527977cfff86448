import { InputError, type ModelAdapter, show } from '@audiate/protocol';
import type { AtlasPlan } from './atlas-plan.js';

/** @throws InputError where a model is not the one that was planned. */
export function checkSameModel({ model: planned }: AtlasPlan, model: ModelAdapter): void {
  if (model?.fingerprint === planned.fingerprint) return;
  throw new InputError(
    `the plan is of ${show(planned.name)} (fingerprint ${show(planned.fingerprint)}), not of ${show(model?.name)} (${show(model?.fingerprint)})`,
  );
}
