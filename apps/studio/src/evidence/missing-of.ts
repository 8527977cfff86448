import type { Evaluation } from '@audiate/evaluate';

/** Less speech holds no hundred moments. */
const FEW_SECONDS = 100;

/** What a card lacks, and what would tell it, in sentences. */
export function missingOf(
  { transfer, scale, selectivity, path, spread }: Evaluation,
  { hasUnit, hasJudge, seconds }: { readonly hasUnit: boolean; readonly hasJudge: boolean; readonly seconds: number },
): string[] {
  const lacks: readonly (readonly [boolean, string])[] = [
    [
      !hasJudge,
      'No judge heard it: the page brings a second model for tiny and tinyB only. audiate card --judge MODEL asks another one.',
    ],
    [hasJudge && !transfer, 'The judge cannot tell: it needs a token or text that it spells, or more speech.'],
    [!hasUnit, 'A text is no single unit: it has no rank in a layer and no path.'],
    [hasUnit && !selectivity, 'Its unit does not move on this speech, so that it has no rank; drop other recordings.'],
    [
      hasUnit && !path,
      'It has no path similarity: what drives the unit in this speech is too little apart from the rest; drop minutes of recordings.',
    ],
    [
      scale?.among === 'windows' && seconds < FEW_SECONDS,
      `${seconds.toFixed(0)} s of speech hold few moments to stand among; drop minutes of recordings for a finer place.`,
    ],
    [!spread, 'Other seeds were not rendered: audiate card --seeds 3 tells how much hangs on them.'],
  ];
  return lacks.flatMap(([isSo, told]) => (isSo ? [told] : []));
}
