import { sparsity } from '@audiate/objectives';
import { checkNumber, type Transform } from '@audiate/protocol';
import { compose, ramp, regularize, standard } from '@audiate/transforms';

/** Options of {@link clean}. */
export interface CleanOptions {
  /** How strongly silence is asked for: the share of `regularize`; 0.25. Above 0.5 it costs much of the score. */
  readonly share?: number;
}

/** Of some shares the one that keeps the score and clears the most: `docs/quality.md`. */
const SHARE = 0.25;

/**
 * An event in silence: what `standard()` shakes, behind a penalty on all that the unit does not need: `regularize(objectives.sparsity(), { share: 0.25 })`
 * ahead of it, ramped up over 8 steps. It leaves nearly all of the score, takes the noise around the event away and
 * carries further to models that were never climbed (`docs/quality.md`). The penalty counts in no score.
 * @throws InputError for a share below 0.
 */
export function clean(options: CleanOptions = {}): Transform {
  const share = checkNumber('share of clean', options.share ?? SHARE, { min: 0 });
  return compose(ramp(regularize(sparsity(), { share }), { steps: 8 }), standard());
}
