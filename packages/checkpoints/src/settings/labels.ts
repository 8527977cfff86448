import { checkNumber, InputError, show } from '@audiate/protocol';
import { isObject } from '../files/json.js';

/** Classes of one head; more would not be a classifier's. */
const MAX_LABELS = 1e6;

/** What of config.json names a head's classes. */
export interface LabelSettings {
  readonly id2label?: unknown;
  readonly num_labels?: unknown;
}

/**
 * The labels of a classification head by channel, as transformers has them: `id2label`, else `LABEL_0` … for `num_labels`
 * (2 unless given). A number as label is its text.
 * @throws InputError unless `id2label` names the channels from 0 on.
 */
export function parseLabels({ id2label, num_labels: count }: LabelSettings): string[] {
  if (id2label === undefined || id2label === null) {
    const labels = checkNumber('num_labels in config.json', count ?? 2, { min: 1, max: MAX_LABELS, integer: true });
    return Array.from({ length: labels }, (_, channel) => `LABEL_${channel}`);
  }
  if (!isObject(id2label)) throw new InputError(`id2label in config.json must be an object, got ${show(id2label)}`);
  const named = id2label;
  const size = Object.keys(named).length;
  checkNumber('the number of labels of id2label in config.json', size, { min: 1, max: MAX_LABELS });
  return Array.from({ length: size }, (_, channel) => {
    const label = Object.hasOwn(named, channel) ? named[channel] : undefined;
    if (typeof label === 'string' || typeof label === 'number') return String(label);
    throw new InputError(
      `id2label in config.json must name each of its ${size} channels 0 … ${size - 1}, got ${show(label)} for ${channel}`,
    );
  });
}
