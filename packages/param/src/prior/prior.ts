import { checkChoice, checkNumber, InputError } from '@audiate/protocol';
import { SPEECH_DECAY, speechSpectrum } from './speech-spectrum.js';

/** The amplitude spectrum that a sound is expected to have, by name, or as amplitudes on an even grid 0 … Nyquist. */
export type SpectrumPrior = 'speech' | 'flat' | 'pink' | Float32Array;

/** Which sounds a spectrum param starts from and can write. */
export interface PriorOptions {
  /**
   * The amplitude spectrum S that the start has: 'speech' (the default, `speechSpectrum`), 'pink' (1/f^decay), 'flat'
   * (white), or amplitudes on an even grid from 0 Hz to the Nyquist frequency, interpolated linearly.
   */
  readonly prior?: SpectrumPrior;
  /** S falls as f^−decay: for 'pink' everywhere (default 1), for 'speech' above 500 Hz (1.2); refused for the others. */
  readonly decay?: number;
  /** Nothing below this frequency is ever written; 60 for 'speech' and 'pink', 0 (everything) for 'flat' and amplitudes. */
  readonly floorHz?: number;
}

/** A prior whose options are checked and filled in; `decay` is absent where it has no meaning. */
export interface Prior {
  readonly prior: SpectrumPrior;
  readonly decay?: number;
  readonly floorHz: number;
}

const NAMES = ['speech', 'flat', 'pink'] as const;

/**
 * Checks a prior's options and fills in what was left out.
 * @throws InputError for an unknown prior, amplitudes that are no spectrum, a `decay` where there is no slope to set,
 * or a floor of 0 Hz under 'pink', which is infinite there.
 */
export function checkPrior({ prior = 'speech', decay, floorHz }: PriorOptions): Prior {
  if (prior instanceof Float32Array) checkAmplitudes(prior);
  else checkChoice('spectrum prior', prior, NAMES);
  const sloped = prior === 'speech' || prior === 'pink';
  if (!sloped && decay !== undefined) {
    const what = typeof prior === 'string' ? `'${prior}'` : 'given as amplitudes';
    throw new InputError(`decay has no meaning for a prior ${what}, got ${decay}; leave it out or choose speech, pink`);
  }
  const floor = checkNumber('floorHz', floorHz ?? (sloped ? 60 : 0), { min: 0 });
  if (prior === 'pink' && floor === 0) {
    throw new InputError('floorHz must be above 0 with the prior pink, got 0; 1/f has no value at 0 Hz');
  }
  if (!sloped) return { prior: typeof prior === 'string' ? prior : prior.slice(), floorHz: floor };
  const slope = decay ?? (prior === 'speech' ? SPEECH_DECAY : 1);
  return { prior, decay: checkNumber('decay', slope, { min: 0, max: 8 }), floorHz: floor };
}

/**
 * The prior's amplitude at `bins` even frequencies from 0 Hz to the Nyquist frequency; 0 below the floor.
 * @throws InputError when nothing is left.
 */
export function priorAmplitudes(prior: Prior, bins: number, sampleRate: number): Float64Array {
  const nyquistHz = sampleRate / 2;
  checkNumber('floorHz', prior.floorHz, { below: nyquistHz, hint: `the model hears up to ${nyquistHz} Hz` });
  const amplitudes = Float64Array.from({ length: bins }, (_, bin) => {
    const fraction = bin / (bins - 1);
    return fraction * nyquistHz < prior.floorHz ? 0 : amplitudeAt(prior, fraction, nyquistHz);
  });
  if (amplitudes.some((amplitude) => amplitude > 0)) return amplitudes;
  throw new InputError(
    `the prior is 0 at all ${bins} frequencies of this length; render longer audio or lower floorHz`,
  );
}

function amplitudeAt({ prior, decay, floorHz }: Prior, fraction: number, nyquistHz: number): number {
  if (prior === 'flat') return 1;
  if (prior === 'speech') return speechSpectrum(fraction * nyquistHz, decay);
  if (prior === 'pink') return (floorHz / (fraction * nyquistHz)) ** decay!;
  const position = fraction * (prior.length - 1);
  const left = Math.min(Math.floor(position), prior.length - 2);
  return prior[left]! + (position - left) * (prior[left + 1]! - prior[left]!);
}

function checkAmplitudes(amplitudes: Float32Array): void {
  checkNumber('length of the prior', amplitudes.length, { min: 2, hint: 'it runs from 0 Hz to the Nyquist frequency' });
  amplitudes.forEach((amplitude, i) => {
    checkNumber(`amplitude ${i} of the prior`, amplitude, { min: 0 });
  });
  if (!amplitudes.some((amplitude) => amplitude > 0)) {
    throw new InputError('the prior is 0 everywhere; give at least one amplitude above 0');
  }
}
