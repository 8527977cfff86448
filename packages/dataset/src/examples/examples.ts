import { type EngineOptions, engineOf } from '@audiate/core';
import { checkKeys, checkNumber, type ModelAdapter } from '@audiate/protocol';
import { listeners } from '../hearing/listeners.js';
import { checkSameModel } from '../index-file/check-same-model.js';
import type { DatasetIndex, Moment, UnitRecord } from '../index-file/dataset-index.js';
import type { Corpus } from '../scan/clip-source.js';
import { type Cut, type Cutting, cutExamples, type Outcome } from './cut-examples.js';

/** Options of {@link examples}. */
export interface ExamplesOptions extends EngineOptions {
  readonly layer: string;
  readonly unit: number;
  /** Moments of each kind, as far as the index has them; 5. */
  readonly count?: number;
  /**
   * The clips that were scanned, for their sounds. Of those that are not needed only the names are looked at; shards of Parquet
   * are read up to the last clip that is, as their names lie beside their sounds.
   */
  readonly clips?: Corpus;
  /** The model that scanned, for the curve of the activation over each cut. */
  readonly model?: ModelAdapter<never>;
  /** Least length of a cut, in seconds; 1. A receptive field that is longer is cut out whole. */
  readonly seconds?: number;
}

/** What drives one unit in a corpus. */
export interface UnitExamples {
  readonly record: UnitRecord;
  /** The highest moments, the highest first. */
  readonly top: readonly Example[];
  /** Of a uniform sample of windows those whose highest moment is nearest to the median, the highest first. */
  readonly middle: readonly Example[];
  /** The lowest moments, the lowest first. */
  readonly bottom: readonly Example[];
}

/** A moment, with its sound where that could be read. */
export interface Example extends Moment {
  readonly cut?: Cut;
  /** Why there is no sound, where the clips were given. */
  readonly why?: string;
}

/**
 * The moments of a corpus that drive a unit highest, lowest, and to the middle of its range; with `clips` also their
 * sounds, cut around what the frame sees, and with `model` its activation over them. A sound that can't be read any more,
 * or has become shorter than the moment, is told in `why`.
 * @throws InputError for an unknown layer or unit, and for a model that is not the one which scanned.
 */
export async function examples(index: DatasetIndex, options: ExamplesOptions): Promise<UnitExamples> {
  const given = checkKeys('options of examples', options, [
    'layer',
    'unit',
    'count',
    'clips',
    'model',
    'engine',
    'device',
    'seconds',
  ]);
  const engine = engineOf(given);
  const count = checkNumber('count', given.count ?? 5, { min: 1, integer: true });
  const seconds = checkNumber('seconds', given.seconds ?? 1, { min: 0 });
  const record = await index.unit(given.layer, given.unit);
  const top = record.top.slice(0, count);
  const bottom = record.bottom.slice(0, count);
  const middle = nearestToMedian(record.sample, count, [...top, ...bottom]);
  const { clips, model: hearer } = given;
  if (!clips) return { record, top, middle, bottom };
  const model = hearer as unknown as ModelAdapter | undefined;
  if (model) checkSameModel(index, model);
  const window = Math.round(index.facts.settings.window * index.facts.model.sampleRate);
  const heard = model && listeners(model, [given.layer], { window, engine });
  const hearing = model && heard ? { model, heard, unit: given.unit } : undefined;
  const layer = index.layer(given.layer);
  try {
    const cutting = { layer, sampleRate: index.facts.model.sampleRate, seconds, hearing };
    const cuts = await cutAll(clips, [...top, ...middle, ...bottom], cutting);
    const withCuts = (moments: readonly Moment[]): Example[] =>
      moments.map((moment) => ({ ...moment, ...(cuts.get(moment) ?? { why: 'the clips have none of this name' }) }));
    return { record, top: withCuts(top), middle: withCuts(middle), bottom: withCuts(bottom) };
  } finally {
    heard?.dispose();
  }
}

/** The sounds of all moments, clip by clip: each clip is read once, and let go before the next. */
async function cutAll(clips: Corpus, moments: readonly Moment[], cutting: Cutting): Promise<Map<Moment, Outcome>> {
  const wanted = new Map<string, Moment[]>();
  for (const moment of moments) wanted.set(moment.file, [...(wanted.get(moment.file) ?? []), moment]);
  const found = new Map<Moment, Outcome>();
  for await (const clip of clips) {
    const its = wanted.get(clip.file);
    if (!its) continue;
    for (const [moment, outcome] of await cutExamples(clip, its, cutting)) found.set(moment, outcome);
    wanted.delete(clip.file);
    if (wanted.size === 0) break;
  }
  return found;
}

/** The moments around the middle of a sample that descends, but those that are shown already. */
function nearestToMedian(sample: readonly Moment[], count: number, shown: readonly Moment[]): Moment[] {
  const nameOf = ({ file, start }: Moment) => JSON.stringify([file, start]);
  const known = new Set(shown.map(nameOf));
  const left = sample.filter((moment) => !known.has(nameOf(moment)));
  const first = Math.max(0, Math.ceil((left.length - count) / 2));
  return left.slice(first, first + count);
}
