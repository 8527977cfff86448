import { checkNumber, show } from './check.js';
import { InputError } from './errors.js';
import type { ModelInfo } from './model.js';
import { type ArrayRef, arrayRef } from './spec.js';

/** Mono samples with their rate: what a file gives, and what cannot be heard at a wrong rate by mistake. */
export interface Sound {
  /** Linear amplitude, nominally in [−1, 1]. */
  readonly samples: Float32Array;
  /** In Hz. */
  readonly sampleRate: number;
}

/** A sound, or bare samples, which are at the model's rate. */
export type Clip = Float32Array | Sound;

/** Whether a value has what a {@link Sound} has; its samples and rate are not looked at. */
export function isSound(value: unknown): value is Sound {
  return typeof value === 'object' && value !== null && 'samples' in value && 'sampleRate' in value;
}

/**
 * A copy of a clip: at least one sample, all finite, and a rate above 0 where it has one.
 * @param thing the clip's name in messages.
 * @throws InputError naming what was passed instead, or the first sample that is not finite.
 */
export function copyClip(thing: string, clip: Clip): Clip {
  const samples = isSound(clip) ? clip.samples : clip;
  if (!(samples instanceof Float32Array)) {
    if (isSound(clip)) throw new InputError(`the samples of ${thing} must be a Float32Array, got ${show(samples)}`);
    throw new InputError(
      `${thing} must be a Float32Array or a sound, { samples: Float32Array, sampleRate }, got ${show(clip)}`,
    );
  }
  if (samples.length === 0) throw new InputError(`${thing} is empty; give at least one sample`);
  const bad = samples.findIndex((sample) => !Number.isFinite(sample));
  if (bad >= 0) throw new InputError(`${thing} must be finite, got ${samples[bad]} at sample ${bad}`);
  if (!isSound(clip)) return samples.slice();
  const sampleRate = checkNumber(`sampleRate of ${thing}`, clip.sampleRate, { above: 0, hint: 'give it in Hz' });
  return { samples: samples.slice(), sampleRate };
}

/**
 * The samples of a clip at a model's rate.
 * @param thing the clip's name in messages.
 * @throws InputError for a sound at another rate, with the function that converts it.
 */
export function samplesAt(thing: string, clip: Clip, model: ModelInfo): Float32Array {
  if (!isSound(clip)) return clip;
  if (clip.sampleRate === model.sampleRate) return clip.samples;
  throw new InputError(
    `${thing} is at ${clip.sampleRate} Hz, ${model.name} hears at ${model.sampleRate} Hz; convert it by ` +
      `await resample(sound, ${model.sampleRate})`,
  );
}

/** How a spec names a clip: its samples, and the rate of a sound. */
export function clipRef(clip: Clip): ArrayRef {
  return isSound(clip) ? { ...arrayRef(clip.samples), sampleRate: clip.sampleRate } : arrayRef(clip);
}
