import { optionsOf, type Revivers, type Spec, type Term } from '@audiate/protocol';
import { diversityTerm } from './batch/diversity.js';
import { eachTerm } from './combine/each.js';
import { type LogitOptions, logitTerm } from './speech/logit.js';
import { type ChannelOptions, channelTerm } from './units/channel.js';
import { neighborsTerm } from './units/neighbors.js';
import { neuronTerm } from './units/neuron.js';
import type { At } from './where/at.js';

interface Unit {
  readonly layer: string;
  readonly channel: number;
}

/** Rebuilds a term from its spec, for `replay`. A `custom` term is found by its name there. */
export const revivers: Revivers<Term> = {
  neuron: (spec) => {
    const { layer, channel, at } = optionsOf<Unit & { at: At }>(spec);
    return neuronTerm(layer, channel, at);
  },
  neighbors: (spec) => {
    const { layer, channel, at } = optionsOf<Unit & { at: At }>(spec);
    return neighborsTerm(layer, channel, at);
  },
  channel: (spec) => {
    const { layer, channel, ...options } = optionsOf<Unit & ChannelOptions>(spec);
    return channelTerm(layer, channel, options);
  },
  logit: (spec) => {
    const { token, ...options } = optionsOf<{ token: string } & LogitOptions>(spec);
    return logitTerm(token, options);
  },
  diversity: (spec) => diversityTerm(optionsOf<{ layer: string }>(spec).layer),
  each: (spec, revive) => {
    const { item, items, term } = optionsOf<{ item: number; items: number; term: Spec }>(spec);
    return eachTerm(item, items, revive.part<Term>(term));
  },
};
