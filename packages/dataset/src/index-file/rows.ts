import { SUM_STATE } from '../tally/exact-sums.js';
import type { Extreme } from '../tally/extremes.js';
import type { LayerTally } from '../tally/layer-tally.js';
import { quantilesOf } from '../tally/quantiles.js';
import type { Moment, UnitRecord } from './dataset-index.js';
import { centerOf, type LayerFacts } from './facts.js';
import { COLUMNS, QUANTILES } from './schema.js';

/** A moment as a row has it. */
export type MomentRow = Omit<Moment, 'label' | 'transcript'> & {
  readonly label?: string | null;
  readonly transcript?: string | null;
};

/** A unit as the file has it. */
export interface UnitRow extends Pick<UnitRecord, 'layer' | 'unit' | 'mean' | 'deviation' | 'active' | 'min' | 'max'> {
  readonly name?: string | null;
  readonly count: bigint;
  readonly top: readonly MomentRow[];
  readonly bottom: readonly MomentRow[];
  readonly sample_value: readonly number[];
  readonly sample_frame: readonly number[];
  readonly active_count: bigint;
  readonly bucket: readonly number[];
  readonly bucket_count: readonly bigint[];
  readonly sum: readonly number[];
  readonly sum_of_squares: readonly number[];
}

/** A layer's rows, column by column. */
export function columnsOf(tally: LayerTally, layer: LayerFacts, sampleRate: number) {
  const rows = Array.from({ length: tally.channels }, (_, unit) => rowOf(tally, unit, { layer, sampleRate }));
  return COLUMNS.map((name) => ({ name, data: rows.map((row) => row[name as keyof UnitRow]) }));
}

interface Place {
  readonly layer: LayerFacts;
  readonly sampleRate: number;
}

function rowOf(tally: LayerTally, unit: number, { layer, sampleRate }: Place): UnitRow {
  const { count } = tally;
  const buckets = tally.histogram.buckets(unit);
  const [min, max] = [tally.min[unit]!, tally.max[unit]!];
  const { quantile } = quantilesOf(buckets, { min, max });
  const mean = tally.sums.value(unit) / count;
  const variance = (tally.squares.value(unit) - count * mean * mean) / (count - 1);
  const moments = (found: readonly Extreme[]) => found.map((one) => momentRow(one, layer, sampleRate));
  const state = ({ state }: LayerTally['sums']) => [...state.subarray(unit * SUM_STATE, (unit + 1) * SUM_STATE)];
  return {
    layer: layer.name,
    unit,
    name: layer.vocabulary?.[unit] ?? null,
    count: BigInt(count),
    mean,
    deviation: Math.sqrt(Math.max(0, variance)),
    active: tally.active[unit]! / count,
    min,
    max,
    ...Object.fromEntries(Object.entries(QUANTILES).map(([name, share]) => [name, quantile(share)])),
    top: moments(tally.top.of(unit)),
    bottom: moments(tally.bottom.of(unit)),
    sample_value: tally.sample.entries.map(({ values }) => values[unit]!),
    sample_frame: tally.sample.entries.map(({ frames }) => frames[unit]!),
    active_count: BigInt(tally.active[unit]!),
    bucket: [...buckets.bucket],
    bucket_count: Array.from(buckets.count, BigInt),
    sum: state(tally.sums),
    sum_of_squares: state(tally.squares),
  };
}

export function momentRow({ window, frame, value }: Extreme, layer: LayerFacts, sampleRate: number): MomentRow {
  const { file, start, samples, label = null, transcript = null } = window;
  return {
    file,
    seconds: (start + centerOf(layer, frame, window)) / sampleRate,
    value,
    frame,
    start: start / sampleRate,
    length: samples / sampleRate,
    label,
    transcript,
  };
}
