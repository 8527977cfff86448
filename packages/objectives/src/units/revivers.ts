import { type ArrayRef, optionsOf, type Revivers, type Term } from '@audiate/protocol';
import type { At } from '../where/at.js';
import { type ChannelOptions, channelTerm } from './channel.js';
import { type ChannelWeightsOptions, channelWeightsTerm } from './channel-weights.js';
import { type DirectionOptions, directionTerm } from './direction.js';
import { type DirectionNeuronOptions, directionNeuronTerm } from './direction-neuron.js';
import { layerTerm } from './layer.js';
import { neighborsTerm } from './neighbors.js';
import { neuronTerm } from './neuron.js';

interface Unit {
  readonly layer: string;
  readonly channel: number;
}

interface Towards {
  readonly layer: string;
  readonly vector: ArrayRef;
}

/** Terms on the units of a layer. */
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
  channelWeights: (spec) => {
    type Stored = { layer: string; weights: Readonly<Record<number, number>> } & ChannelWeightsOptions;
    const { layer, weights, ...options } = optionsOf<Stored>(spec);
    return channelWeightsTerm(layer, weights, options);
  },
  direction: (spec, revive) => {
    const { layer, vector, ...options } = optionsOf<Towards & DirectionOptions>(spec);
    return directionTerm(layer, revive.array(vector), options);
  },
  directionNeuron: (spec, revive) => {
    const { layer, vector, ...options } = optionsOf<Towards & DirectionNeuronOptions>(spec);
    return directionNeuronTerm(layer, revive.array(vector), options);
  },
  layer: (spec) => layerTerm(optionsOf<{ layer: string }>(spec).layer),
};
