import { quantilesOf } from '../tally/quantiles.js';
import type { Moment, UnitRecord } from './dataset-index.js';
import type { IndexFacts, LayerFacts } from './facts.js';
import { type MomentRow, momentRow, type UnitRow } from './rows.js';

/** A row as users see it. */
export function unitRecord(row: UnitRow, sample: readonly Moment[]): UnitRecord {
  const { layer, unit, name, mean, deviation, active, min, max, top, bottom } = row;
  const buckets = {
    bucket: Int32Array.from(row.bucket),
    count: Float64Array.from(row.bucket_count, Number),
  };
  return {
    layer,
    unit,
    ...(name == null ? {} : { name }),
    count: Number(row.count),
    mean,
    deviation,
    active,
    min,
    max,
    top: top.map(momentOf),
    bottom: bottom.map(momentOf),
    sample,
    ...quantilesOf(buckets, { min, max }),
  };
}

/** A unit's highest moments in the windows of the sample, the highest first. */
export function momentsOfSample({ sample, model }: IndexFacts, layer: LayerFacts, row: UnitRow): Moment[] {
  return sample
    .map(({ hash: _, ...window }, i) =>
      momentOf(
        momentRow({ window, frame: row.sample_frame[i]!, value: row.sample_value[i]! }, layer, model.sampleRate),
      ),
    )
    .sort((a, b) => b.value - a.value);
}

/** Without what the file has no value for. */
function momentOf({ label, transcript, ...rest }: MomentRow): Moment {
  return { ...rest, ...(label == null ? {} : { label }), ...(transcript == null ? {} : { transcript }) };
}
