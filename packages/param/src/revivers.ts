import { type ArrayRef, optionsOf, type Param, type Revivers, type Spec } from '@audiate/protocol';
import { bounded } from './bounded.js';
import { rms } from './rms.js';
import { type SpectrumOptions, spectrum } from './spectrum.js';
import { reviveStartAudio } from './start-audio.js';
import { type WaveformOptions, waveform } from './waveform.js';

type StartRef = { readonly from?: ArrayRef | readonly ArrayRef[] };
type Wrapped = { readonly param: Spec };

/** Rebuilds this package's params from their specs; custom ones are the caller's. */
export const revivers: Revivers<Param> = {
  waveform(spec, revive) {
    const { from, ...options } = optionsOf<Omit<WaveformOptions, 'from'> & StartRef>(spec);
    return waveform({ ...options, ...(from && { from: reviveStartAudio(from, revive) }) });
  },
  spectrum(spec, revive) {
    type Stored = Omit<SpectrumOptions, 'from' | 'prior'> &
      StartRef & { readonly prior: 'speech' | 'flat' | 'pink' | ArrayRef };
    const { from, prior, ...options } = optionsOf<Stored>(spec);
    return spectrum({
      ...options,
      prior: typeof prior === 'string' ? prior : revive.array(prior),
      ...(from && { from: reviveStartAudio(from, revive) }),
    });
  },
  bounded(spec, revive) {
    const { param, ...options } = optionsOf<{ readonly limit: number } & Wrapped>(spec);
    return bounded(revive.part<Param>(param), options);
  },
  rms(spec, revive) {
    const { param, ...options } = optionsOf<{ readonly level: number } & Wrapped>(spec);
    return rms(revive.part<Param>(param), options);
  },
};
