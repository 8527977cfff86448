import type { MapFacts, UnitRow } from '@audiate/atlas/open';
import { START } from '../../state/form.js';
import { formToHash } from '../../state/form-url.js';

/** Models that the studio holds itself. */
const EMBEDDED = ['tiny', 'tinyB'];

/** Where the studio beside this page opens at a unit; undefined for a model that it would have to fetch. */
export function studioLink({ source }: MapFacts, { layer, unit }: Pick<UnitRow, 'layer' | 'unit'>): string | undefined {
  if (source === undefined || !EMBEDDED.includes(source)) return undefined;
  return `index.html#${formToHash({ ...START, model: source, target: { kind: 'unit', layer, unit } })}`;
}
