import type { MapFacts, UnitRow } from '@audiate/atlas/open';
import { shellWord } from '../../code/quote.js';

/** Command lines that make the sound of a unit again, and one that looks for it anew. */
export function commandsOf(facts: MapFacts, { layer, unit }: Pick<UnitRow, 'layer' | 'unit'>) {
  const model = shellWord(facts.source ?? facts.model.name);
  return {
    replay: `npx audiate replay recipe.json ${model}`,
    render: `npx audiate render ${model} ${shellWord(`${layer}:${unit}`)}`,
  };
}
