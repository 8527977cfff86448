import { InputError, type ModelAdapter, show } from '@audiate/protocol';
import type { AtlasPlan } from './atlas-plan.js';

/** @throws InputError where a model is not the one of a plan, or of an atlas. */
export function checkSameModel({ model: planned }: Pick<AtlasPlan, 'model'>, model: ModelAdapter): void {
  if (model?.fingerprint === planned.fingerprint) return;
  throw new InputError(
    `the atlas is of ${show(planned.name)} (fingerprint ${show(planned.fingerprint)}), not of ${show(model?.name)} (${show(model?.fingerprint)})`,
  );
}
