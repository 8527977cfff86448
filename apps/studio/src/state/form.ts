import type { EngineNameChoice, ParamChoice, PenaltyName, TransformsChoice } from './choices.js';
import { PENALTIES } from './choices.js';
import type { Target } from './target.js';

/** All that the page lets one choose: what makes a sound again. */
export interface Form {
  /** `tiny` or `tinyB`, an id of the Hugging Face Hub, or `file:NAME` for what was dropped. */
  readonly model: string;
  readonly target: Target;
  readonly seed: number;
  readonly steps: number;
  readonly seconds: number;
  readonly param: ParamChoice;
  readonly transforms: TransformsChoice;
  /** The weight of each; 0 leaves it out. */
  readonly penalties: Readonly<Record<PenaltyName, number>>;
  readonly engine: EngineNameChoice;
}

/** Least and most of the form's numbers. */
export const RANGES = {
  seed: { min: 0, max: 2 ** 31 - 1, step: 1 },
  steps: { min: 1, max: 4096, step: 1 },
  seconds: { min: 0.1, max: 10, step: 0.1 },
} as const;

const noPenalties = Object.fromEntries(Object.keys(PENALTIES).map((name) => [name, 0])) as Form['penalties'];

/** Where the page begins: a vowel of the embedded model. */
export const START: Form = {
  model: 'tiny',
  target: { kind: 'token', token: 'IY' },
  seed: 0,
  steps: 64,
  seconds: 1,
  param: 'spectrum',
  transforms: 'clean',
  penalties: noPenalties,
  engine: 'auto',
};
