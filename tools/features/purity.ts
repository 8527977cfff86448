/** Activations of units in labelled frames, row-major `[frames, units]`, and the label of each frame. */
export interface LabelledFrames {
  readonly data: Float32Array;
  readonly units: number;
  readonly labels: readonly string[];
}

/** Of the frames in which a unit is highest, the part that has the label which most of them have. */
export interface Purity {
  readonly unit: number;
  readonly label: string;
  readonly purity: number;
  /** The unit's frames: those in which it is highest, of the given count at most, and above 0. */
  readonly frames: number;
}

/**
 * The purity of each unit by the `most` frames in which it is highest; units that are above 0 in fewer than `least` are left out.
 * @param sign −1 for the other end of units: where they are lowest.
 */
export function purities(
  { data, units, labels }: LabelledFrames,
  { most, least, sign = 1 }: { readonly most: number; readonly least: number; readonly sign?: 1 | -1 },
): Purity[] {
  return Array.from({ length: units }, (_, unit) => unit).flatMap((unit) => {
    const value = (frame: number) => sign * data[frame * units + unit]!;
    const top = descending(labels.length, value).slice(0, most);
    const on = top.filter((frame) => value(frame) > 0);
    if (on.length < least) return [];
    const counts = new Map<string, number>();
    for (const frame of on) counts.set(labels[frame]!, (counts.get(labels[frame]!) ?? 0) + 1);
    const [label, count] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
    return [{ unit, label, purity: count / on.length, frames: on.length }];
  });
}

/** How well one unit and one threshold find a label. */
export interface Detector {
  readonly unit: number;
  /** The harmonic mean of precision and recall at the best threshold. */
  readonly f1: number;
}

/** For each label the unit that finds it best by one threshold. */
export function bestDetectors(
  { data, units, labels }: LabelledFrames,
  sign: 1 | -1 = 1,
): ReadonlyMap<string, Detector> {
  const totals = new Map<string, number>();
  for (const label of labels) totals.set(label, (totals.get(label) ?? 0) + 1);
  const best = new Map<string, Detector>();
  for (let unit = 0; unit < units; unit++) {
    const value = (frame: number) => sign * data[frame * units + unit]!;
    const order = descending(labels.length, value);
    const found = new Map<string, number>();
    for (const [i, frame] of order.entries()) {
      const label = labels[frame]!;
      found.set(label, (found.get(label) ?? 0) + 1);
      // A threshold lies between different values: of equal ones all are above it, or none.
      if (i + 1 < order.length && value(order[i + 1]!) === value(frame)) continue;
      for (const one of settled(order, i, value)) {
        const name = labels[one]!;
        const f1 = (2 * found.get(name)!) / (i + 1 + totals.get(name)!);
        if (f1 > (best.get(name)?.f1 ?? 0)) best.set(name, { unit, f1 });
      }
    }
  }
  return best;
}

/** The frames that share the value of the one at `last` in the order. */
function* settled(order: readonly number[], last: number, value: (frame: number) => number): Generator<number> {
  for (let i = last; i >= 0 && value(order[i]!) === value(order[last]!); i--) yield order[i]!;
}

function descending(count: number, value: (frame: number) => number): number[] {
  return Array.from({ length: count }, (_, frame) => frame).sort((a, b) => value(b) - value(a) || a - b);
}
