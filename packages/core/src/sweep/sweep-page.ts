import { page } from '@audiate/media';
import type { SweepPlan } from './plan-sweep.js';
import type { TargetRecord } from './target-record.js';
import type { Target } from './targets.js';

/** A target that is finished. */
export interface Finished {
  readonly target: Target;
  readonly record: TargetRecord;
}

/** The page of a sweep: a card for each finished target, which shows the files beside the page. */
export function sweepPage(
  finished: readonly Finished[],
  { title, intro, sort, of }: SweepPlan['page'] & { readonly of: number },
): string {
  const score = ({ record }: Finished) => record.score ?? -Infinity;
  const given = [...finished].sort((a, b) => a.target.index - b.target.index);
  const ordered = sort === 'given' ? given : given.sort((a, b) => score(b) - score(a) || 0);
  const left = of - finished.length;
  const about = [intro, left > 0 ? `${finished.length} of ${of} targets are finished.` : undefined];
  return page({
    title,
    intro: about.filter(Boolean).join('\n'),
    contents: true,
    cards: ordered.map(({ target: { name, description }, record: { facts, curve } }) => ({
      title: description,
      files: { picture: `${name}.png`, sound: `${name}.wav` },
      facts,
      curve: curve.map((total, step) => ({ step, score: total ?? Number.NaN })),
    })),
  });
}
