import { InputError, show } from '@audiate/protocol';
import { type AtlasInfo, atlasInfo } from './atlas-info.js';

/** What a map says of all of its units. */
export interface MapFacts extends AtlasInfo {
  /** The name of the model that read what is said: its tokens are the labels. Undefined where nothing was read. */
  readonly labels: { readonly kind: string } | undefined;
  /** SHA-256 of the `speech.parquet` beside it; undefined for a map without examples. */
  readonly speech?: string;
}

const MOST_LETTERS = 1000;

/** @throws InputError for facts that no map has. */
export function mapFacts(told: Readonly<Record<string, unknown>>): MapFacts {
  const { speech } = told;
  if (speech !== undefined && !(typeof speech === 'string' && /^[\da-f]{64}$/.test(speech))) {
    throw new InputError(`the map's speech has the hash ${show(speech)}; make the map anew`);
  }
  const facts = { ...atlasInfo(told), ...(speech !== undefined && { speech }) };
  if (told.labels === undefined || told.labels === null) return { ...facts, labels: undefined };
  const { kind } = Object(told.labels);
  if (typeof kind === 'string' && kind.length <= MOST_LETTERS) return { ...facts, labels: { kind } };
  throw new InputError(`the map's labels are by ${show(kind)}, which is no name; make the map anew`);
}
