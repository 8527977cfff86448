import type { MapFacts, UnitRow } from '@audiate/atlas/open';
import { shellWord } from '../../code/quote.js';

/** What a reader can't see, or what a terminal takes for more than a letter. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * Command lines that make the sound of a unit again, and one that looks for it anew. Undefined where a name of the atlas would be
 * read as a flag, or holds what can't be seen: who wrote the atlas may be a stranger.
 */
export function commandsOf(facts: MapFacts, { layer, unit }: Pick<UnitRow, 'layer' | 'unit'>) {
  const words = [facts.source ?? facts.model.name, `${layer}:${unit}`];
  if (words.some((word) => word.startsWith('-') || UNSEEN.test(word))) return undefined;
  const [model, target] = words.map(shellWord);
  return {
    replay: `npx audiate replay recipe.json ${model}`,
    render: `npx audiate render ${model} ${target}`,
  };
}
