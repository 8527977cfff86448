import { optionsOf, type Revivers, type Term } from '@audiate/protocol';
import type { DirectionOptions } from '../units/direction.js';
import { activationMatchTerm } from './activation-match.js';
import { caricatureTerm } from './caricature.js';
import { styleTerm } from './style.js';
import { reviveTarget, type TargetRef } from './target.js';
import { trajectoryTerm } from './trajectory.js';

interface Stored {
  readonly layer: string;
  readonly target: TargetRef;
}

/** Terms that hold activations against a target. */
export const revivers: Revivers<Term> = {
  trajectory: (spec, revive) => {
    const { layer, target, ...options } = optionsOf<Stored & DirectionOptions>(spec);
    return trajectoryTerm(layer, reviveTarget(target, revive), options);
  },
  activationMatch: (spec, revive) => {
    const { layer, target } = optionsOf<Stored>(spec);
    return activationMatchTerm(layer, reviveTarget(target, revive));
  },
  style: (spec, revive) => {
    const { layer, target } = optionsOf<Stored>(spec);
    return styleTerm(layer, reviveTarget(target, revive));
  },
  caricature: (spec, revive) => {
    const { layer, target, ...options } = optionsOf<Stored & DirectionOptions>(spec);
    return caricatureTerm(layer, reviveTarget(target, revive), options);
  },
};
