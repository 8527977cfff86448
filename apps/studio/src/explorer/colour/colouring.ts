import type { NumberName, ShownMap } from '../map/shown-map.js';
import { BOTH_WAYS, packed, RAMP, REST, rampOf, SEVERAL, type Theme } from './palettes.js';

/** What the colours of a map can say. */
export type ColourBy = 'label' | 'layer' | Measure | Correlation;

type Measure = Extract<NumberName, 'percentile' | 'retention' | 'auc'>;
/** From −1 to 1. */
type Correlation = Extract<NumberName, 'pitch' | 'loudness' | 'voicing'>;

/** What the reader chooses among. */
export const COLOURS: Readonly<Record<ColourBy, string>> = {
  label: 'label',
  layer: 'layer',
  percentile: 'percentile',
  retention: 'retention',
  auc: 'AUC',
  pitch: 'follows pitch',
  loudness: 'follows loudness',
  voicing: 'follows voicing',
};

/** Of these what is not sure is not told. */
export const isCorrelation = (by: ColourBy): by is Correlation =>
  by === 'pitch' || by === 'loudness' || by === 'voicing';

/** What of them is in a map. */
export function coloursOf(map: ShownMap): ColourBy[] {
  const isKnown = (by: ColourBy) => {
    if (by === 'layer') return true;
    return by === 'label' ? map.labels.length > 0 : map.numbers[by].some((value) => !Number.isNaN(value));
  };
  return (Object.keys(COLOURS) as ColourBy[]).filter(isKnown);
}

/** What a colour stands for. */
export type Legend =
  | {
      readonly kind: 'several';
      readonly entries: readonly { readonly name: string; readonly colour: string; readonly count: number }[];
      /** Units of labels without a colour, and of none. */
      readonly others: number;
    }
  | {
      readonly kind: 'ramp';
      readonly from: string;
      readonly to: string;
      /** From one to the other. */
      readonly colours: readonly string[];
      readonly unknown: number;
    };

/** The colour of each unit, as `packed` gives it, and what it stands for. */
export interface Colouring {
  readonly colours: Uint32Array;
  /** The one that says nothing: what is not known, or one label of many. */
  readonly rest: number;
  readonly legend: Legend;
}

/** Colours a map. */
export function colouringOf(map: ShownMap, by: ColourBy, theme: Theme): Colouring {
  if (by === 'label') return byLabel(map, theme);
  if (isCorrelation(by)) return byCorrelation(map.numbers[by], theme);
  if (by !== 'layer') return byNumber(map.numbers[by], theme);
  const last = map.layers.length - 1;
  const ramp = rampOf(RAMP[theme]);
  const colours = Uint32Array.from(map.layer, (layer) => ramp[Math.round((255 * layer) / Math.max(1, last))]!);
  const rest = packed(REST[theme]);
  const [from, to] = [map.layers[0] ?? '', map.layers[last] ?? ''];
  return { colours, rest, legend: { kind: 'ramp', from, to, colours: RAMP[theme], unknown: 0 } };
}

function byLabel(map: ShownMap, theme: Theme): Colouring {
  const several = SEVERAL[theme];
  const own = several.map(packed);
  const rest = packed(REST[theme]);
  const entries = map.labels.slice(0, several.length).map((name, i) => ({
    name,
    colour: several[i]!,
    count: map.labelled[i]!,
  }));
  return {
    colours: Uint32Array.from(map.label, (label) => own[label] ?? rest),
    rest,
    legend: { kind: 'several', entries, others: map.count - entries.reduce((sum, { count }) => sum + count, 0) },
  };
}

/** Outliers take no colours from the rest: the ends are the 2nd and the 98th of a hundred. */
function byNumber(values: Float64Array, theme: Theme): Colouring {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const at = (share: number) => known[Math.round(share * (known.length - 1))] ?? 0;
  const isWide = at(0.02) < at(0.98);
  const [least, most] = isWide ? [at(0.02), at(0.98)] : [at(0), at(1)];
  return between(values, { least, most, ramp: RAMP[theme], theme });
}

/** Zero lies in the middle; the ends are what 98 of a hundred do not pass. */
function byCorrelation(values: Float64Array, theme: Theme): Colouring {
  const sizes = values
    .filter((value) => !Number.isNaN(value))
    .map(Math.abs)
    .sort();
  const most = sizes[Math.round(0.98 * (sizes.length - 1))] || 1;
  return between(values, { least: -most, most, ramp: BOTH_WAYS[theme], theme });
}

interface Span {
  readonly least: number;
  readonly most: number;
  readonly ramp: readonly string[];
  readonly theme: Theme;
}

function between(values: Float64Array, { least, most, ramp, theme }: Span): Colouring {
  const palette = rampOf(ramp);
  const rest = packed(REST[theme]);
  let unknown = 0;
  const colours = Uint32Array.from(values, (value) => {
    if (!Number.isNaN(value)) {
      return palette[Math.round(255 * Math.min(1, Math.max(0, (value - least) / (most - least || 1))))]!;
    }
    unknown++;
    return rest;
  });
  const [from, to] = [shortNumber(least), shortNumber(most)];
  return { colours, rest, legend: { kind: 'ramp', from, to, colours: ramp, unknown } };
}

/** A number with three digits that count; a dash for what is not known. */
export const shortNumber = (value: number | undefined): string => {
  if (value === undefined || Number.isNaN(value)) return '–';
  return String(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));
};

/** A share of a hundred, never rounded up to all of it; a dash for what is not known. */
export const percent = (value: number | undefined): string => {
  if (value === undefined || Number.isNaN(value)) return '–';
  // A hundred times 0.29 is 28.999999999999996.
  const hundredths = Math.floor(value * 100 + 1e-9);
  return String((value < 100 ? Math.min(hundredths, 9999) : hundredths) / 100);
};
