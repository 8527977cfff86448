import type { Kind, Term } from '@audiate/protocol';
import { crestKind } from './audio/crest.js';
import { distanceKind } from './audio/distance.js';
import { edgesKind } from './audio/edges.js';
import { energyKind } from './audio/energy.js';
import { loudnessKind } from './audio/loudness.js';
import { sparsityKind } from './audio/sparsity.js';
import { spectralTvKind } from './audio/spectral-tv.js';
import { alignmentKind } from './batch/alignment.js';
import { diversityKind } from './batch/diversity.js';
import { eachKind } from './combine/each.js';
import { fadeKind } from './combine/interpolate.js';
import { productKind } from './combine/product.js';
import { timeWindowKind } from './combine/time-window.js';
import { withinKind } from './combine/within.js';
import { activationMatchKind } from './match/activation-match.js';
import { caricatureKind } from './match/caricature.js';
import { styleKind } from './match/style.js';
import { trajectoryKind } from './match/trajectory.js';
import { ctcKind } from './speech/ctc.js';
import { logitKind } from './speech/logit.js';
import { channelKind } from './units/channel.js';
import { channelWeightsKind } from './units/channel-weights.js';
import { directionKind } from './units/direction.js';
import { directionNeuronKind } from './units/direction-neuron.js';
import { layerKind } from './units/layer.js';
import { neighborsKind } from './units/neighbors.js';
import { neuronKind } from './units/neuron.js';

export { type CrestOptions, crest } from './audio/crest.js';
export { type DistanceOptions, distance } from './audio/distance.js';
export { type EdgesOptions, edges } from './audio/edges.js';
export { energy } from './audio/energy.js';
export { type LoudnessOptions, loudness } from './audio/loudness.js';
export { type SparsityOptions, sparsity } from './audio/sparsity.js';
export { type SpectralTvOptions, spectralTv } from './audio/spectral-tv.js';
export type { Weighting } from './audio/weighting.js';
export { type AlignmentOptions, alignment } from './batch/alignment.js';
export { diversity } from './batch/diversity.js';
export { custom } from './combine/custom.js';
export { each, itemsOf, memberOf } from './combine/each.js';
export { interpolate } from './combine/interpolate.js';
export { product } from './combine/product.js';
export { negate, scale } from './combine/scale.js';
export { sum } from './combine/sum.js';
export { timeWindow } from './combine/time-window.js';
export { within } from './combine/within.js';
export { activationMatch } from './match/activation-match.js';
export { caricature } from './match/caricature.js';
export { style } from './match/style.js';
export type { Target } from './match/target.js';
export { trajectory } from './match/trajectory.js';
export { type CtcOptions, ctc } from './speech/ctc.js';
export { type LogitOptions, logit } from './speech/logit.js';
export { type ChannelOptions, channel } from './units/channel.js';
export { type ChannelWeightsOptions, channelWeights } from './units/channel-weights.js';
export { type DirectionOptions, direction } from './units/direction.js';
export { type DirectionNeuronOptions, directionNeuron } from './units/direction-neuron.js';
export { layer } from './units/layer.js';
export { type NeighborsOptions, neighbors } from './units/neighbors.js';
export { type NeuronOptions, neuron } from './units/neuron.js';
export { type LayerIn, parse } from './units/parse.js';
export { type Pool, poolReach } from './units/pool.js';
export type { Reduce } from './units/reduce.js';
export type { Vector } from './units/vector.js';
export type { At } from './where/at.js';
export type { Window } from './where/window.js';

/** Every kind of term but `custom`, which a recipe names and `replay` is given: recipes are read by this list. */
export const kinds: readonly Kind<Term>[] = [
  crestKind,
  distanceKind,
  edgesKind,
  energyKind,
  loudnessKind,
  sparsityKind,
  spectralTvKind,
  alignmentKind,
  diversityKind,
  eachKind,
  fadeKind,
  productKind,
  timeWindowKind,
  withinKind,
  activationMatchKind,
  caricatureKind,
  styleKind,
  trajectoryKind,
  ctcKind,
  logitKind,
  channelKind,
  channelWeightsKind,
  directionKind,
  directionNeuronKind,
  layerKind,
  neighborsKind,
  neuronKind,
];
