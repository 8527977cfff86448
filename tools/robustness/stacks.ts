import { type Transform, transforms } from '@audiate/core';
import { heldOut as always } from '@audiate/evaluate';

const { compose, equalize, noise, none, ramp, resample, reverb, shift, standard } = transforms;

/** A stack to render under, and which of {@link heldOut} it trains on. */
export interface Stack {
  readonly transform: Transform;
  readonly trained?: readonly string[];
}

const ramped = (...members: Transform[]) => ramp(compose(...members), { steps: 8 });

/** From nothing to the standard stack, each with one thing more, and what might be added to it. */
export const stacks: Readonly<Record<string, Stack>> = {
  none: { transform: none() },
  shift: { transform: ramped(shift({ ms: 13.75 })) },
  'shift, resample': { transform: ramped(resample({ percent: 6 }), shift({ ms: 13.75 })) },
  'shift, resample, noise': {
    transform: ramped(resample({ percent: 6 }), shift({ ms: 13.75 }), noise({ snrDb: [10, 20] })),
  },
  'standard (… and tilt)': { transform: standard() },
  'standard and equalize': { transform: compose(standard(), ramped(equalize({ db: 6 }))), trained: ['equalizer'] },
  'standard and reverb': {
    transform: compose(standard(), ramped(reverb({ seconds: [0.1, 0.5] }))),
    trained: ['room'],
  },
};

/** What no stack is rendered under, but for those that say so: of the reliability card's what none of them has, and an equalizer. */
export const heldOut: Readonly<Record<string, Transform>> = {
  room: always['reverb 0.3 s']!,
  telephone: always.telephone!,
  equalizer: equalize({ db: 6 }),
  silence: always['silence around']!,
};
