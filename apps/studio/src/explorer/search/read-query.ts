import type { NumberName } from '../map/shown-map.js';

/** What a search asks of each unit. */
export type Condition =
  | { readonly kind: 'number'; readonly of: NumberName | 'unit'; readonly sign: Sign; readonly value: number }
  /** `isNot` for `!=`. */
  | { readonly kind: 'text'; readonly of: 'label' | 'layer' | 'name'; readonly isNot: boolean; readonly text: string }
  | { readonly kind: 'unit'; readonly layer: string; readonly unit: number }
  /** A layer or the beginning of some, a label, a name. */
  | { readonly kind: 'word'; readonly text: string };

type Sign = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What was read: all conditions must hold; or a sentence that says why nothing was. */
export type Query = { readonly conditions: readonly Condition[] } | { readonly refused: string };

/** A map's label has at most 200 letters, and each of them may be a quote. */
const MAX_LENGTH = 500;
const NUMBERS: Readonly<Record<string, NumberName | 'unit'>> = {
  percentile: 'percentile',
  retention: 'retention',
  auc: 'auc',
  pitch: 'pitch',
  loudness: 'loudness',
  voicing: 'voicing',
  score: 'score',
  max: 'naturalMax',
  seconds: 'seconds',
  unit: 'unit',
};
const TEXTS = ['label', 'layer', 'name'] as const;
const TERM = /^(?:([a-z]+)\s*(!=|<=|>=|=|<|>)\s*)?(?:"((?:[^"]|"")*)"|([^\s"<>=!]+))(?:\s+(?:and\s+)?|$)/i;

/**
 * Reads `label = IY percentile > 99`, `encoder.3:17`, `encoder.3`, `IY`. A quote within quotes is written twice. Case matters
 * nowhere. An empty text asks nothing.
 */
export function readQuery(text: string): Query {
  if (text.length > MAX_LENGTH) return { refused: `The search is longer than ${MAX_LENGTH} letters.` };
  const conditions: Condition[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const [whole, field, sign, quoted, bare] = TERM.exec(rest) ?? [];
    const found =
      whole === undefined
        ? undefined
        : conditionOf(field?.toLowerCase(), sign as Sign, quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (!found) {
      return {
        refused: `Can't read ${JSON.stringify(rest)}: write a label or word, encoder.3, encoder.3:17, or one of ${[...TEXTS, ...Object.keys(NUMBERS)].join(', ')} with =, !=, <, > and a value.`,
      };
    }
    conditions.push(found);
    rest = rest.slice(whole!.length);
  }
  return { conditions };
}

/** The query that finds the units of a label. */
export const queryOfLabel = (label: string): string => `label = "${label.replaceAll('"', '""')}"`;

function conditionOf(field: string | undefined, sign: Sign, text: string): Condition | undefined {
  if (field === undefined) {
    const [, layer, unit] = /^(.+):(\d{1,9})$/.exec(text) ?? [];
    if (layer !== undefined) return { kind: 'unit', layer: layer.toLowerCase(), unit: Number(unit) };
    return { kind: 'word', text: text.toLowerCase() };
  }
  const of = Object.hasOwn(NUMBERS, field) ? NUMBERS[field] : undefined;
  if (of) {
    const value = /^-?\d{1,12}(\.\d{1,12})?$/.test(text) ? Number(text) : undefined;
    return value === undefined ? undefined : { kind: 'number', of, sign, value };
  }
  const named = TEXTS.find((name) => name === field);
  if (!named || (sign !== '=' && sign !== '!=')) return undefined;
  return { kind: 'text', of: named, isNot: sign === '!=', text: text.toLowerCase() };
}
