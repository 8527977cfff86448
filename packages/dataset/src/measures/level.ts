import type { Sound } from '@audiate/protocol';
import { copySound } from './copy-sound.js';

/**
 * How loud a sound is: its root mean square in dB of full scale. A sine of amplitude 1 has −3.01; silence −Infinity.
 * @throws InputError for a sound that is empty or not finite.
 */
export function level(sound: Sound): number {
  const { samples } = copySound('sound of level', sound);
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / samples.length);
}
