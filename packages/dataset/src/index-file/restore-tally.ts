import { exactSums } from '../tally/exact-sums.js';
import { type LayerTally, layerTally } from '../tally/layer-tally.js';
import type { HeardWindow } from '../tally/window.js';
import type { IndexFacts } from './facts.js';
import type { MomentRow, UnitRow } from './rows.js';

/** The tally that a layer's rows were made of. */
export function restoreTally(rows: readonly UnitRow[], { settings, sample, model }: IndexFacts): LayerTally {
  const empty = layerTally(rows.length, settings);
  const flat = (column: 'sum' | 'sum_of_squares') =>
    exactSums(rows.length, Float64Array.from(rows.flatMap((row) => row[column])));
  const tally: LayerTally = {
    ...empty,
    count: Number(rows[0]?.count ?? 0),
    sums: flat('sum'),
    squares: flat('sum_of_squares'),
  };
  const windows = windowsByName(model.sampleRate);
  for (const [unit, row] of rows.entries()) {
    tally.active[unit] = Number(row.active_count);
    tally.min[unit] = row.min;
    tally.max[unit] = row.max;
    for (const [i, bucket] of row.bucket.entries()) {
      tally.histogram.addBucket(unit, bucket, Number(row.bucket_count[i]));
    }
    for (const moment of row.top) tally.top.offer(unit, moment.value, { window: windows(moment), frame: moment.frame });
    for (const moment of row.bottom) {
      tally.bottom.offer(unit, moment.value, { window: windows(moment), frame: moment.frame });
    }
  }
  for (const [i, { hash, ...window }] of sample.entries()) {
    const values = Float32Array.from(rows, ({ sample_value }) => sample_value[i]!);
    const frames = Int32Array.from(rows, ({ sample_frame }) => sample_frame[i]!);
    tally.sample.offer({ hash, window, values, frames });
  }
  return tally;
}

/** One object for each window, however many moments name it. */
function windowsByName(sampleRate: number): (moment: MomentRow) => HeardWindow {
  const known = new Map<string, HeardWindow>();
  return ({ file, start, length, label, transcript }) => {
    const name = JSON.stringify([file, start, length, label, transcript]);
    const window = known.get(name) ?? {
      file,
      start: Math.round(start * sampleRate),
      samples: Math.round(length * sampleRate),
      ...(label == null ? {} : { label }),
      ...(transcript == null ? {} : { transcript }),
    };
    known.set(name, window);
    return window;
  };
}
