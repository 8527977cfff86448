import { checkNumber, InputError } from '@audiate/protocol';
import type { WhisperConfig } from './config.js';
import { type Preprocessor, STRIDE } from './preprocessor.js';

/**
 * How many frames the encoder hears: as many as the sound has (`undefined`), or a fixed number, silence behind the sound.
 */
export interface Window {
  readonly frames: number | undefined;
  /** The longest sound, in samples. */
  readonly maxSamples: number;
}

/** Samples of a frame of the encoder. */
export function encoderHop({ hop }: Preprocessor): number {
  return STRIDE * hop;
}

/**
 * The window that a user chose: the model's own unless given.
 * @throws InputError for seconds that the model has no positions for.
 */
export function windowOf(
  seconds: number | 'sound' | undefined,
  preprocessor: Preprocessor,
  { positions }: Pick<WhisperConfig, 'positions'>,
): Window {
  const hop = encoderHop(preprocessor);
  if (seconds === 'sound') return { frames: undefined, maxSamples: positions * hop };
  const most = (positions * hop) / preprocessor.sampleRate;
  if (seconds === undefined) return { frames: positions, maxSamples: positions * hop };
  checkNumber('windowSeconds', seconds, { above: 0, max: most, hint: `or "sound", at most ${most} s` });
  // Whole samples first: 8.06 · 16000 is a little above 128960 in floating point, and would begin another frame.
  const samples = Math.max(1, Math.round(seconds * preprocessor.sampleRate));
  const frames = Math.ceil(samples / hop);
  return { frames, maxSamples: frames * hop };
}

/** Frames of the encoder for a sound. @throws InputError for a sound that is longer than the window. */
export function framesFor({ frames, maxSamples }: Window, samples: number, preprocessor: Preprocessor): number {
  if (samples > maxSamples) {
    const seconds = (count: number) => `${count} samples (${(count / preprocessor.sampleRate).toFixed(2)} s)`;
    throw new InputError(`audio of ${seconds(samples)} is longer than the window of ${seconds(maxSamples)}; cut it`);
  }
  return frames ?? Math.ceil(samples / encoderHop(preprocessor));
}
