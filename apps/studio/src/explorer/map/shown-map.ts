import type { MapFacts, MapRow } from '@audiate/atlas/open';

/** The units of a map as columns: a page draws and searches tens of thousands of them at once. NaN and -1 are what is not known. */
export interface ShownMap {
  readonly facts: MapFacts;
  readonly count: number;
  /** In the order of the plan, from the sound to the answer. */
  readonly layers: readonly string[];
  readonly layer: Uint16Array;
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
export const NUMBERS = ['percentile', 'retention', 'auc', 'score', 'naturalMax', 'seconds', 'sampleRate'] as const;

/** One of {@link NUMBERS}. */
export type NumberName = (typeof NUMBERS)[number];

/** The rows of a map as columns. */
export function shownMap(facts: MapFacts, rows: readonly MapRow[]): ShownMap {
  const counts = new Map<string, number>();
  for (const { label } of rows) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const labels = byCount.map(([label]) => label);
  const layers = [...new Set(rows.map(({ layer }) => layer))];
  const names = [...new Set(rows.flatMap(({ name }) => name ?? []))];
  const column = (places: readonly string[], of: (row: MapRow) => string | undefined) => {
    const at = new Map(places.map((text, i) => [text, i]));
    return Int32Array.from(rows, (row) => at.get(of(row) ?? '') ?? -1);
  };
  const numbers = Object.fromEntries(
    NUMBERS.map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? Number.NaN)]),
  ) as Record<NumberName, Float64Array>;
  return {
    facts,
    count: rows.length,
    layers,
    layer: Uint16Array.from(column(layers, ({ layer }) => layer)),
    unit: Int32Array.from(rows, ({ unit }) => unit),
    labels,
    label: column(labels, ({ label }) => label),
    labelled: byCount.map(([, count]) => count),
    names,
    name: column(names, ({ name }) => name),
    x: Float32Array.from(rows, ({ x }) => x),
    y: Float32Array.from(rows, ({ y }) => y),
    numbers,
  };
}

/** `encoder.3:17`. */
export const targetOf = (map: ShownMap, i: number): string => `${map.layers[map.layer[i]!]}:${map.unit[i]}`;

/** What the layer's vocabulary calls it, else the label that it tells best. */
export const wordOf = (map: ShownMap, i: number): string | undefined =>
  map.names[map.name[i]!] ?? map.labels[map.label[i]!];
