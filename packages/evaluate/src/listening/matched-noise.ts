import { fold, type Key, normal } from '@audiate/core';
import { rms } from '../numbers/rms.js';

/** White Gaussian noise of the length and RMS of a sound. */
export function matchedNoise(sound: Float32Array, key: Key): Float32Array {
  const drawn = normal(fold(key, 0), sound.length);
  const gain = rms(sound) / rms(drawn);
  return drawn.map((sample) => gain * sample);
}
