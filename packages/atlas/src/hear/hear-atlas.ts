import { type EngineOptions, engineOf, type ModelAdapter, resample } from '@audiate/core';
import { speechWindows } from '@audiate/evaluate';
import { checkKeys, checkNumber, InputError } from '@audiate/protocol';
import type { Followed } from '../map/followed.js';
import type { MapRow } from '../map/map-row.js';
import { MAX_EXAMPLES, MAX_STRETCHES } from '../map/stretch-columns.js';
import { checkSameModel } from '../plan/check-same-model.js';
import type { Store } from '../store/store.js';
import { mapInTurns } from '../umap/in-turns.js';
import { checkUnits } from './check-units.js';
import { examplesOf } from './examples-of.js';
import { followedProperties } from './followed-properties.js';
import { hearWindows } from './hear-windows.js';
import { likenessOf } from './likeness.js';
import type { Recording } from './pack-stretches.js';
import { placeUnits } from './place-units.js';
import { type AtlasIndex, readIndex } from './read-index.js';
import { readingOf } from './reading.js';
import { speechDeals } from './speech-deals.js';
import { speechMoments } from './speech-moments.js';
import { speechProperties } from './speech-properties.js';
import { standing } from './standing.js';
import { type ToldLabel, toldLabels } from './told-labels.js';
import { writeMap } from './write-map.js';

/** Options of {@link hearAtlas}. */
export interface HearOptions extends EngineOptions {
  /** Who says what is said when: labels of units are the tokens of its read-out. The atlas' own model where it has a vocabulary. */
  readonly reader?: ModelAdapter<never>;
  /** Stretches of speech that are heard at most, evenly spread over the recordings; 512. Each is as long as a sound of the atlas. */
  readonly windows?: number;
  /**
   * Stretches that are kept of each unit, those that drive it most, of each recording one at most; 3, and 16 at most. 0 keeps none: the
   * sounds of speech that others would hear are then left out.
   */
  readonly examples?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HearProgress) => void;
}

/** How far it has come: first windows are heard, then layers are looked through, then units are placed. */
export interface HearProgress {
  readonly stage: 'hear' | 'label' | 'place';
  readonly done: number;
  readonly of: number;
}

/** What was heard. */
export interface Heard {
  readonly units: number;
  readonly windows: number;
  /** Units that tell a label. */
  readonly labelled: number;
}

const WINDOWS = 512;
const EXAMPLES = 3;
const OPTIONS = ['reader', 'windows', 'examples', 'engine', 'device', 'signal', 'onProgress'];

/**
 * Hears speech with the model of a merged atlas, and writes `map.parquet` beside its index: for each unit where its sound stands
 * among speech, which token of speech it tells from all others, and its place on a map on which units that do the same are
 * neighbours. Beside it `speech.parquet` and `speech.tar` hold the stretches of speech that drive units most, each once.
 *
 * A unit's label is the one with the largest area under the curve over up to 1,024 moments, where labels dealt anew don't explain it
 * (Bonferroni over labels, then false discoveries at most 5 % of the named units of a layer). How far it follows pitch, loudness and
 * voicing of the speech is told in the same way, by rank correlation. Places are by UMAP on correlations over the same moments. The
 * same speech gives the same map.
 *
 * Cost: one pass of the model over the windows, some 400 MB and minutes of UMAP for 60,000 units.
 * @param place a folder of this machine, or a bucket, that holds the merged atlas; or its index, which `readIndex` has read.
 * @param speech recordings, with what is known of them; they need not be those that the model was trained on. The more, the finer the percentile.
 * @throws InputError for another model, no speech, no merged atlas. `signal.reason` when aborted: nothing is written then.
 */
export async function hearAtlas(
  place: string | Store | AtlasIndex,
  model: ModelAdapter,
  speech: readonly Recording[],
  options: HearOptions = {},
): Promise<Heard> {
  checkKeys('options of hearAtlas', options, OPTIONS);
  const { reader, windows: count = WINDOWS, examples: most = EXAMPLES, signal, onProgress } = options;
  checkNumber('windows', count, { min: 1, max: MAX_STRETCHES, integer: true });
  checkNumber('examples', most, { min: 0, max: MAX_EXAMPLES, integer: true });
  const run = { engine: engineOf(options) };
  const isRead = typeof place === 'object' && place !== null && 'units' in place;
  // Merged again, the same index keeps its map.
  const { store, facts: known, units, sha256: index } = isRead ? place : await readIndex(place);
  checkSameModel(known, model);
  checkUnits(units, model);
  const samples = Math.round(units[0]!.seconds * model.sampleRate);
  const clips = await Promise.all(speech.map(async (sound) => (await resample(sound, model.sampleRate)).samples));
  if (clips.length === 0) throw new InputError('there is no speech to hear; give at least one recording');
  const windows = speechWindows(clips, samples, count);
  const moments = speechMoments(windows, model.sampleRate);
  const layers = [...new Set(units.map(({ layer }) => layer))];
  const heard = await hearWindows(model, windows, {
    ...run,
    layers,
    moments,
    signal,
    onProgress: (done) => onProgress?.({ stage: 'hear', done, of: windows.length }),
  });
  const { sampleRate } = model;
  const who = reader ?? (model.vocabulary ? model : undefined);
  const reading = who && (await readingOf(windows, { ...run, clips, sampleRate, reader: who, signal }));
  const said = reading && moments.map(({ clip, seconds }) => reading.at(clip, seconds));
  const properties = await speechProperties(moments, { clips, windows, sampleRate, signal });
  const chance = { deals: speechDeals(moments), signal };
  const labels = new Map<string, readonly (ToldLabel | undefined)[]>();
  const followed = new Map<string, readonly Followed[]>();
  for (const [i, layer] of layers.entries()) {
    if (said) labels.set(layer, await toldLabels(heard[layer]!, said, chance));
    followed.set(layer, await followedProperties(heard[layer]!, properties, chance));
    onProgress?.({ stage: 'label', done: i + 1, of: layers.length });
  }
  const vectorOf = likenessOf(moments.length);
  const vectors = await mapInTurns(units, ({ layer, unit }) => vectorOf(heard[layer]!, unit), signal);
  const places = await placeUnits(vectors, {
    signal,
    onProgress: (done, of) => onProgress?.({ stage: 'place', done, of }),
  });
  const rowOf = (row: (typeof units)[number], i: number): MapRow => {
    const told = labels.get(row.layer)?.[row.unit];
    const [x, y] = places[i]!;
    const follows = followed.get(row.layer)![row.unit]!;
    return { ...row, x, y, ...standing(row, heard[row.layer]!), label: told?.label, auc: told?.auc, ...follows };
  };
  const rows = await mapInTurns(units, rowOf, signal);
  const what = { windows, most, recordings: speech, sampleRate, reading, signal };
  const kept = most > 0 ? await examplesOf(units, heard, what) : undefined;
  const facts = { ...known, index, ...(who && { labels: { kind: who.name } }) };
  await writeMap(store, rows, { facts, examples: kept });
  const labelled = rows.filter(({ label }) => label !== undefined).length;
  return { units: rows.length, windows: windows.length, labelled };
}
