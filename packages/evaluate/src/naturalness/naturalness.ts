import { frameCenter, type ModelInfo, type Objective } from '@audiate/core';
import { hasOneFrame } from '@audiate/protocol';
import { objectiveForEach } from '../listening/objective-for-each.js';
import { unitOf } from '../listening/unit-of.js';
import { median } from '../numbers/median.js';
import { atOnce } from '../stages/turn.js';
import { energyAround } from './energy-around.js';
import { lowShare } from './low-share.js';
import { type MelDistance, melDistanceSteps } from './mel-distance.js';
import { outsideShare } from './outside-share.js';
import { spectralSlope } from './spectral-slope.js';
import { spectrogramDensity } from './spectrogram-density.js';

/** How like a sound of the world a sound is, whatever the model says. */
export interface Naturalness {
  /** See {@link spectralSlope}. */
  readonly slopeDbPerOctave: number;
  /** See {@link energyAround}: within 150 ms of the moment that the unit listens at, or of the middle. */
  readonly energyWithin150ms: number;
  /** See {@link spectrogramDensity}. */
  readonly density: number;
  /** See {@link lowShare}. */
  readonly energyBelow50Hz: number;
  /** See {@link outsideShare}; NaN where the objective is no unit at one moment. */
  readonly energyOutsideField: number;
  /** See {@link melDistance}; where speech was given. */
  readonly mel?: MelDistance;
  /** The medians of the same measures over the clips of speech; where speech was given. */
  readonly speech?: { readonly slopeDbPerOctave: number; readonly density: number; readonly energyBelow50Hz: number };
}

/**
 * Measures sounds by themselves and against speech.
 * @param sounds `[samples]` at the model's rate.
 * Speech is given as clips at the model's rate, of any lengths.
 * @param objectives what each was made for, or one for all.
 */
export function naturalness(
  model: ModelInfo,
  sounds: readonly Float32Array[],
  objectives: Objective | readonly Objective[],
  options: { readonly speech?: readonly Float32Array[] | undefined } = {},
): Naturalness[] {
  return atOnce(naturalnessSteps(model, sounds, objectives, options));
}

/** {@link naturalness} in steps, each a fraction of a second of work. */
export function* naturalnessSteps(
  model: ModelInfo,
  sounds: readonly Float32Array[],
  objectives: Objective | readonly Objective[],
  { speech }: { readonly speech?: readonly Float32Array[] | undefined } = {},
): Generator<void, Naturalness[]> {
  const { sampleRate } = model;
  const targets = objectiveForEach(sounds, objectives);
  const mel = speech?.length ? yield* melDistanceSteps(sounds, speech, { sampleRate }) : undefined;
  const spectra: Spectrum[] = [];
  for (const clip of speech ?? []) {
    spectra.push(spectrum(clip, sampleRate));
    yield;
  }
  const natural = spectra.length > 0 ? medians(spectra) : undefined;
  return sounds.map((sound, i) => {
    const unit = unitOf(targets[i]!, model, sound.length);
    const layer = unit && model.layers[unit.layer]!;
    const at = layer && unit.frame !== undefined ? { layer, frame: unit.frame } : undefined;
    const center = at && !hasOneFrame(at.layer) ? frameCenter(at.layer, at.frame) : sound.length / 2;
    return {
      ...spectrum(sound, sampleRate),
      energyWithin150ms: energyAround(sound, { sampleRate, center }),
      energyOutsideField: at ? outsideShare(sound, at) : Number.NaN,
      ...(mel && { mel: mel[i]! }),
      ...(natural && { speech: natural }),
    };
  });
}

type Spectrum = Pick<Naturalness, 'slopeDbPerOctave' | 'density' | 'energyBelow50Hz'>;

function spectrum(sound: Float32Array, sampleRate: number): Spectrum {
  return {
    slopeDbPerOctave: spectralSlope(sound, { sampleRate }),
    density: spectrogramDensity(sound),
    energyBelow50Hz: lowShare(sound, { sampleRate }),
  };
}

function medians(all: readonly Spectrum[]): Spectrum {
  const names = Object.keys(all[0]!) as (keyof Spectrum)[];
  return Object.fromEntries(names.map((name) => [name, median(all.map((one) => one[name]))])) as unknown as Spectrum;
}
