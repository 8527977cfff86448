import { checkNumber } from '@audiate/protocol';

/** Each one is some ten passes of the model. */
const MAX_DRAWS = 64;

/** @throws InputError for what is no count of draws. */
export function checkRetentionDraws(draws: number): void {
  checkNumber('retentionDraws', draws, { min: 0, max: MAX_DRAWS, integer: true });
}
