import { checkNumber, InputError } from '@audiate/protocol';
import type { AstConfig } from './config.js';
import { FRAME, HOP, type Preprocessor } from './preprocessor.js';

/** How many frames of the spectrogram the network hears: as many as the sound has (`undefined`), or a fixed number. */
export interface Window {
  readonly frames: number | undefined;
  /** The most frames of a sound. */
  readonly maxFrames: number;
}

/** Frames of the spectrogram that a sound fills. */
export function framesFilled(samples: number): number {
  return samples < FRAME ? 0 : Math.floor((samples - FRAME) / HOP) + 1;
}

/** The fewest samples that fill so many frames. */
export function samplesFor(frames: number): number {
  return FRAME + (frames - 1) * HOP;
}

/**
 * The window that a user chose: the model's own unless given.
 * @throws InputError for seconds that the model has no positions for, or that hold no patch.
 */
export function windowOf(
  seconds: number | 'sound' | undefined,
  { sampleRate }: Pick<Preprocessor, 'sampleRate'>,
  { frames, patch }: Pick<AstConfig, 'frames' | 'patch'>,
): Window {
  if (seconds === 'sound') return { frames: undefined, maxFrames: frames };
  if (seconds === undefined) return { frames, maxFrames: frames };
  const secondsOf = (count: number) => (count * HOP) / sampleRate;
  const [least, most] = [secondsOf(patch), secondsOf(frames)];
  checkNumber('windowSeconds', seconds, { min: least, max: most, hint: `or "sound", ${least} to ${most} s` });
  // Whole samples first: a product in floating point can lie a little above what begins another frame.
  const asked = Math.ceil(Math.round(seconds * sampleRate) / HOP);
  return { frames: asked, maxFrames: asked };
}

/** Frames of the spectrogram that the network hears of a sound. @throws InputError for a sound that is longer than the window. */
export function framesHeard({ frames, maxFrames }: Window, samples: number, sampleRate: number): number {
  const own = framesFilled(samples);
  if (own > maxFrames) {
    const told = (count: number) => `${count} samples (${(count / sampleRate).toFixed(2)} s)`;
    const most = samplesFor(maxFrames + 1) - 1;
    throw new InputError(`audio of ${told(samples)} is longer than the ${told(most)} that the window holds; cut it`);
  }
  return frames ?? own;
}
