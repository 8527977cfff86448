import { InputError, type ModelAdapter } from '@audiate/protocol';
import type { DatasetIndex } from './dataset-index.js';

/** @throws InputError for a model other than that of the index. */
export function checkSameModel({ facts }: DatasetIndex, model: ModelAdapter): void {
  if (model.fingerprint === facts.model.fingerprint) return;
  const named = ({ name, fingerprint }: Pick<ModelAdapter, 'name' | 'fingerprint'>) => `${name} (${fingerprint})`;
  throw new InputError(`the index was made with ${named(facts.model)}, got ${named(model)}; pass that model`);
}
