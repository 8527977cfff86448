import type { Opened } from '../models/opened.js';
import type { SpeechRange } from '../protocol/evidence.js';
import type { Unit } from './unit-of.js';

/** What a model's statistics file holds. */
export interface Statistics {
  readonly speech: Readonly<Record<'synthetic' | 'recorded', { readonly seconds: number }>>;
  readonly percentiles: readonly number[];
  readonly layers: Readonly<
    Record<
      string,
      {
        readonly max: readonly number[];
        readonly mean: readonly number[];
        readonly percentiles: readonly (readonly number[])[];
      }
    >
  >;
}

/** What was measured of a model's units beforehand; undefined for all but the embedded ones, whatever they are called. */
export async function statisticsOf({ model, loader, dictionary }: Opened): Promise<Statistics | undefined> {
  if (loader !== 'embedded') return undefined;
  const name = dictionary?.of ?? model.name;
  if (name === 'tiny') return (await import('@audiate/wav2vec2-tiny/models/tiny/statistics.json')).default as never;
  if (name === 'tinyB') return (await import('@audiate/wav2vec2-tiny/models/tinyB/statistics.json')).default as never;
  return undefined;
}

/** What a unit does on speech; undefined for a layer that was not measured. */
export function rangeOf({ speech, percentiles, layers }: Statistics, { layer, unit }: Unit): SpeechRange | undefined {
  const measured = layers[layer];
  if (!measured) return undefined;
  return {
    max: measured.max[unit]!,
    mean: measured.mean[unit]!,
    percentiles: percentiles.map((percent, row) => ({ percent, value: measured.percentiles[row]![unit]! })),
    seconds: speech.synthetic.seconds + speech.recorded.seconds,
  };
}
