import type { MapFacts, MapRow } from '@audiate/atlas/open';

/** The units of a map as columns: a page draws and searches tens of thousands of them at once. NaN and -1 are what is not known. */
export interface ShownMap {
  readonly facts: MapFacts;
  readonly count: number;
  /** In the order of the plan, from the sound to the answer. */
  readonly layers: readonly string[];
  readonly layer: Uint32Array;
  readonly unit: Int32Array;
  /** The most frequent first. */
  readonly labels: readonly string[];
  readonly label: Int32Array;
  /** Units of a label, for each of `labels`. */
  readonly labelled: readonly number[];
  readonly names: readonly string[];
  readonly name: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly numbers: Readonly<Record<NumberName, Float64Array>>;
}

/** What is measured of each unit. */
export const NUMBERS = [
  'percentile',
  'retention',
  'auc',
  'pitch',
  'loudness',
  'voicing',
  'score',
  'naturalMax',
  'seconds',
  'sampleRate',
] as const;

/** One of {@link NUMBERS}. */
export type NumberName = (typeof NUMBERS)[number];

/** The rows of a map as columns. */
export function shownMap(facts: MapFacts, rows: readonly MapRow[]): ShownMap {
  const counts = new Map<string, number>();
  const [layerPlaces, namePlaces] = [new Map<string, number>(), new Map<string, number>()];
  for (const { label, layer, name } of rows) {
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
    if (!layerPlaces.has(layer)) layerPlaces.set(layer, layerPlaces.size);
    if (name !== undefined && !namePlaces.has(name)) namePlaces.set(name, namePlaces.size);
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const labels = byCount.map(([label]) => label);
  const labelPlaces = new Map(labels.map((label, i) => [label, i]));
  const made = {
    layer: new Uint32Array(rows.length),
    unit: new Int32Array(rows.length),
    label: new Int32Array(rows.length),
    name: new Int32Array(rows.length),
    x: new Float32Array(rows.length),
    y: new Float32Array(rows.length),
  };
  const numbers = Object.fromEntries(
    NUMBERS.map((name) => [name, new Float64Array(rows.length)]),
  ) as ShownMap['numbers'];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    made.layer[i] = layerPlaces.get(row.layer)!;
    made.unit[i] = row.unit;
    made.label[i] = row.label === undefined ? -1 : labelPlaces.get(row.label)!;
    made.name[i] = row.name === undefined ? -1 : namePlaces.get(row.name)!;
    made.x[i] = row.x;
    made.y[i] = row.y;
    for (const name of NUMBERS) numbers[name][i] = row[name] ?? Number.NaN;
  }
  return {
    facts,
    count: rows.length,
    layers: [...layerPlaces.keys()],
    labels,
    labelled: byCount.map(([, count]) => count),
    names: [...namePlaces.keys()],
    ...made,
    numbers,
  };
}

/** `encoder.3:17`. */
export const targetOf = (map: ShownMap, i: number): string => `${map.layers[map.layer[i]!]}:${map.unit[i]}`;

/** What the layer's vocabulary calls it, else the label that it tells best. */
export const wordOf = (map: ShownMap, i: number): string | undefined =>
  map.names[map.name[i]!] ?? map.labels[map.label[i]!];
