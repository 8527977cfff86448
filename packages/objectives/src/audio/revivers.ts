import { type ArrayRef, optionsOf, type Revivers, type Term } from '@audiate/protocol';
import { type CrestOptions, crestTerm } from './crest.js';
import { type DistanceOptions, distanceTerm, reviveClips } from './distance.js';
import { type EdgesOptions, edgesTerm } from './edges.js';
import { energyTerm } from './energy.js';
import { type LoudnessOptions, loudnessTerm } from './loudness.js';
import { type SpectralTvOptions, spectralTvTerm } from './spectral-tv.js';

/** Penalties on the raw audio. */
export const revivers: Revivers<Term> = {
  energy: () => energyTerm(),
  crest: (spec) => crestTerm(optionsOf<CrestOptions>(spec)),
  edges: (spec) => edgesTerm(optionsOf<EdgesOptions>(spec)),
  loudness: (spec) => loudnessTerm(optionsOf<LoudnessOptions>(spec)),
  spectralTv: (spec) => spectralTvTerm(optionsOf<SpectralTvOptions>(spec)),
  distance: (spec, revive) => {
    const { clips, ...options } = optionsOf<{ clips: readonly ArrayRef[] } & DistanceOptions>(spec);
    return distanceTerm(reviveClips(clips, revive), options);
  },
};
