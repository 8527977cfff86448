import type { ModelInfo, Objective, Spec } from '@audiate/core';
import { tokenizerOf } from '@audiate/protocol';
import type { Moment } from '../listening/frame-at.js';

/** What a judge that spells should hear in a sound. */
export type Wanted =
  /** One token; at a moment of the raw sound, or anywhere. */
  | { readonly kind: 'token'; readonly token: string; readonly at?: Moment }
  | { readonly kind: 'text'; readonly text: string | readonly string[] };

/** What an objective wants said: its first token or text of a weight above 0. Undefined for all that is not said. */
export function wantedOf({ terms }: Objective): Wanted | undefined {
  for (const { weight, term } of terms) {
    if (typeof weight === 'number' && weight <= 0) continue;
    const found = wantedIn(term.spec);
    if (found) return found;
  }
  return undefined;
}

function wantedIn(spec: Spec): Wanted | undefined {
  if (spec.kind === 'within') return wantedIn(spec.term as Spec);
  if (spec.kind === 'ctc') return { kind: 'text', text: spec.text as string | readonly string[] };
  if (spec.kind !== 'logit') return undefined;
  const at = spec.at as Moment | undefined;
  return { kind: 'token', token: spec.token as string, ...(at === undefined ? {} : { at }) };
}

/**
 * A text by the tokens of a judge: a list as it is, between spaces for a judge of phones, letter by letter in the case of the
 * judge's vocabulary, the word delimiter for spaces, for a judge of letters. Undefined where the judge lacks one of them.
 */
export function tokensFor(judge: ModelInfo, text: string | readonly string[]): readonly string[] | undefined {
  const { vocabulary = [] } = judge;
  const { split, wordDelimiter } = tokenizerOf(judge);
  const known = new Set(vocabulary);
  const tokens = typeof text === 'string' ? (split === 'spaces' ? text.trim().split(/\s+/) : lettersOf(text)) : text;
  const named = tokens.map((token) =>
    token === ' '
      ? (wordDelimiter ?? '')
      : [token, token.toUpperCase(), token.toLowerCase()].find((form) => known.has(form)),
  );
  if (named.includes(undefined)) return undefined;
  return named.filter((token): token is string => token !== '');
}

const lettersOf = (text: string): string[] => [...text.trim().replace(/\s+/g, ' ')];
