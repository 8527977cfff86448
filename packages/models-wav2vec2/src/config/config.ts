import { asObject, readerOf, refuseSettings } from '@audiate/checkpoints';
import type { Architecture } from './architecture.js';
import { CLASSIFIERS, type ClassifierKind, type ClassifierShape, readClassifierShape } from './classifier-shape.js';
import { familyOf } from './families/families.js';
import { SETTINGS } from './settings.js';

/** What config.json says of what a model computes. */
export interface Wav2Vec2Config extends Architecture {
  /** Its `model_type`. */
  readonly family: string;
  /** config.json promises a CTC head. */
  readonly hasHead: boolean;
  /** Its classification head, or of a checkpoint whose config.json names none that of its weights. */
  readonly classifier?: ClassifierShape | undefined;
}

/**
 * Reads config.json; what it leaves out has the default of the family's configuration class in transformers. Only the
 * keys that `SETTINGS` and the family call honoured are read: training and quantizers don't matter here.
 * @param found the kind of the head in the weights, for a config.json that names none.
 * @throws InputError for another model type, a switch that is not supported, or a value out of range.
 */
export function parseConfig(json: unknown, found?: ClassifierKind): Wav2Vec2Config {
  const settings = asObject('config.json', json);
  const family = familyOf(settings.model_type);
  const treatments = { ...SETTINGS, ...family.settings };
  refuseSettings(settings, treatments);
  const honoured = Object.entries(settings).filter(([key]) => treatments[key]?.is === 'honoured');
  const read = readerOf(Object.fromEntries(honoured));
  const named = (head: string) =>
    Array.isArray(settings.architectures) && settings.architectures.includes(family.className + head);
  const hasHead = named('ForCTC');
  const kinds = Object.keys(CLASSIFIERS) as ClassifierKind[];
  const kind = kinds.find((known) => named(CLASSIFIERS[known])) ?? (hasHead ? undefined : found);
  return {
    family: family.type,
    ...family.configure(read),
    hasHead,
    classifier: kind && readClassifierShape(kind, read, settings),
  };
}
