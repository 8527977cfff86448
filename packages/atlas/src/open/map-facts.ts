import { InputError, show } from '@audiate/protocol';
import { type AtlasInfo, atlasInfo } from './atlas-info.js';

/** What a map says of all of its units. */
export interface MapFacts extends AtlasInfo {
  /** The name of the model that read what is said: its tokens are the labels. Undefined where nothing was read. */
  readonly labels: { readonly kind: string } | undefined;
}

const MOST_LETTERS = 1000;

/** @throws InputError for facts that no map has. */
export function mapFacts(told: Readonly<Record<string, unknown>>): MapFacts {
  const facts = atlasInfo(told);
  if (told.labels === undefined || told.labels === null) return { ...facts, labels: undefined };
  const { kind } = Object(told.labels);
  if (typeof kind === 'string' && kind.length <= MOST_LETTERS) return { ...facts, labels: { kind } };
  throw new InputError(`the map's labels are by ${show(kind)}, which is no name; make the map anew`);
}
