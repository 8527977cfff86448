import { type ArrayRef, optionsOf, type Param, type Revive, type Revivers, type Spec } from '@audiate/protocol';
import { bounded } from './bounded.js';
import { type CppnOptions, cppn } from './cppn.js';
import { type MaskOptions, mask } from './mask.js';
import { phase } from './phase.js';
import { type PriorSpec, revivePrior } from './prior.js';
import { type PyramidOptions, pyramid } from './pyramid.js';
import { rms } from './rms.js';
import { type SharedOptions, shared } from './shared.js';
import { type SpectrumOptions, spectrum } from './spectrum.js';
import { reviveStartAudio, type StartAudio } from './start-audio.js';
import { type StftOptions, stft } from './stft.js';
import { type WaveformOptions, waveform } from './waveform.js';

type Ref = ArrayRef | readonly ArrayRef[];
type Start = { readonly from?: Ref };
type Wrapped = { readonly param: Spec };
/** Options as a spec holds them: of a prior and of audio to start from there is another form. */
type Stored<O> = Omit<O, 'from' | 'prior'> & PriorSpec & Start;

/** Rebuilds this package's params from their specs; custom ones are the caller's. */
export const revivers: Revivers<Param> = {
  waveform(spec, revive) {
    const { from, ...options } = optionsOf<Omit<WaveformOptions, 'from'> & Start>(spec);
    return waveform({ ...options, ...startOf(from, revive) });
  },
  spectrum(spec, revive) {
    const { from, preconditioning, ...prior } = optionsOf<Stored<Required<SpectrumOptions>>>(spec);
    return spectrum({ preconditioning, ...revivePrior(prior, revive), ...startOf(from, revive) });
  },
  pyramid(spec, revive) {
    const { from, octaves, ...prior } = optionsOf<Stored<Required<PyramidOptions>>>(spec);
    return pyramid({ octaves, ...revivePrior(prior, revive), ...startOf(from, revive) });
  },
  phase(spec, revive) {
    const { from, magnitudesOf, ...prior } = optionsOf<PriorSpec & Start & { readonly magnitudesOf?: Ref }>(spec);
    if (from) return phase(startOf(from, revive));
    return phase(magnitudesOf ? { magnitudesOf: reviveStartAudio(magnitudesOf, revive) } : revivePrior(prior, revive));
  },
  stft(spec, revive) {
    const { from, window, overlap, preconditioning, ...prior } = optionsOf<Stored<Required<StftOptions>>>(spec);
    return stft({ window, overlap, preconditioning, ...revivePrior(prior, revive), ...startOf(from, revive) });
  },
  cppn: (spec) => cppn(optionsOf<CppnOptions>(spec)),
  bounded(spec, revive) {
    const { param, ...options } = optionsOf<{ readonly limit: number } & Wrapped>(spec);
    return bounded(revive.part<Param>(param), options);
  },
  rms(spec, revive) {
    const { param, ...options } = optionsOf<{ readonly level: number } & Wrapped>(spec);
    return rms(revive.part<Param>(param), options);
  },
  shared(spec, revive) {
    const { param, ...options } = optionsOf<SharedOptions & Wrapped>(spec);
    return shared(revive.part<Param>(param), options);
  },
  mask(spec, revive) {
    const { param, clip, ...options } = optionsOf<Omit<MaskOptions, 'clip'> & { readonly clip: Ref } & Wrapped>(spec);
    return mask(revive.part<Param>(param), { ...options, clip: reviveStartAudio(clip, revive) });
  },
};

function startOf(from: Ref | undefined, revive: Revive): { readonly from?: StartAudio } {
  return from ? { from: reviveStartAudio(from, revive) } : {};
}
