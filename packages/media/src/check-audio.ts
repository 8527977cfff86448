import { checkNumber, InputError, show } from '@audiate/protocol';

/**
 * Returns `audio` when every function of this package can take it: a Float32Array of at least one sample, all finite.
 * @throws InputError naming the first sample that is not finite, or what was passed instead.
 */
export function checkAudio(audio: Float32Array): Float32Array {
  if (!(audio instanceof Float32Array)) {
    throw new InputError(`audio must be a Float32Array of samples, got ${show(audio)}`);
  }
  if (audio.length === 0) throw new InputError('audio must hold at least 1 sample, got 0');
  const bad = audio.findIndex((sample) => !Number.isFinite(sample));
  if (bad >= 0) throw new InputError(`audio must be finite, but sample ${bad} of ${audio.length} is ${audio[bad]}`);
  return audio;
}

/**
 * Returns `sampleRate` when it is one: a whole number of Hz from 1 to 1,000,000.
 * @throws InputError for anything else.
 */
export function checkSampleRate(sampleRate: number): number {
  return checkNumber('sampleRate', sampleRate, { min: 1, max: 1_000_000, integer: true, hint: 'give it in Hz' });
}
