import { InvalidArgumentError } from 'commander';
import type { Moment } from '../target/objectives-of.js';

/** Reads `center`, or a time in milliseconds. @throws InvalidArgumentError for anything else. */
export function moment(text: string): Moment {
  if (text === 'center') return text;
  const [, ms] = text.match(/^(\d+(?:\.\d+)?)(?:ms)?$/) ?? [];
  if (ms !== undefined) return { ms: Number(ms) };
  throw new InvalidArgumentError('It must be center, or a time in milliseconds such as 250ms.');
}
