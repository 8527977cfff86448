import { InputError, type ModelInfo, show } from '@audiate/protocol';

/** The names of the layers that a dictionary adds. */
export interface FeatureNames {
  readonly features: string;
  readonly before: string;
  readonly reconstruction: string;
}

/** @throws InputError for a name that is no layer's, or one that the model has. */
export function featureNames(model: ModelInfo, name: string): FeatureNames {
  if (typeof name !== 'string' || !/^[\w./-]{1,80}$/.test(name)) {
    throw new InputError(
      `the name of a dictionary's layer must be 1 to 80 letters, digits, ., /, - or _, got ${show(name)}`,
    );
  }
  const names = { features: name, before: `${name}.pre`, reconstruction: `${name}.reconstruction` };
  const taken = Object.values(names).find((one) => Object.hasOwn(model.layers, one));
  if (taken === undefined) return names;
  throw new InputError(
    `${model.name} has a layer ${show(taken)} already; give another name: withDictionary(…, { name })`,
  );
}
