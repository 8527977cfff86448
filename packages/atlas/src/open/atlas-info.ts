import { checkNumber, InputError, show } from '@audiate/protocol';
import type { AtlasPlan } from '../plan/atlas-plan.js';

/** What the index of an atlas says of all of its units. */
export type AtlasInfo = Pick<AtlasPlan, 'format' | 'model' | 'source'>;

const MOST_LETTERS = 1000;

/** @throws InputError for facts that no atlas has. */
export function atlasInfo(told: Readonly<Record<string, unknown>>): AtlasInfo {
  const { format, model, source } = told as Partial<AtlasInfo>;
  if (format !== 1) throw new InputError(`the format of an atlas must be 1, got ${show(format)}`);
  const texts = [model?.name, model?.fingerprint, source ?? ''];
  if (!texts.every((text) => typeof text === 'string' && text.length <= MOST_LETTERS)) {
    throw new InputError('the index does not name its model; merge the plan again');
  }
  const { name, fingerprint, sampleRate } = model!;
  checkNumber('the sample rate of the index', sampleRate, { above: 0 });
  return { format, model: { name, fingerprint, sampleRate }, ...(source !== undefined && { source }) };
}
