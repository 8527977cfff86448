import type { Kind, Term } from '@audiate/protocol';
import { crestKind } from './audio/crest.js';
import { distanceKind } from './audio/distance.js';
import { edgesKind } from './audio/edges.js';
import { energyKind } from './audio/energy.js';
import { loudnessKind } from './audio/loudness.js';
import { spectralTvKind } from './audio/spectral-tv.js';
import { alignmentKind } from './batch/alignment.js';
import { diversityKind } from './batch/diversity.js';
import { eachKind } from './combine/each.js';
import { fadeKind } from './combine/interpolate.js';
import { productKind } from './combine/product.js';
import { timeWindowKind } from './combine/time-window.js';
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

/** Every kind of term but `custom`, which a recipe names and `replay` is given: recipes are read by this list. */
export const kinds: readonly Kind<Term>[] = [
  crestKind,
  distanceKind,
  edgesKind,
  energyKind,
  loudnessKind,
  spectralTvKind,
  alignmentKind,
  diversityKind,
  eachKind,
  fadeKind,
  productKind,
  timeWindowKind,
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
