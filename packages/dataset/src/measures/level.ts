import { copyClip, type Sound } from '@audiate/protocol';

/**
 * How loud a sound is: its root mean square in dB of full scale. A sine of amplitude 1 has −3.01; silence −Infinity.
 * @throws InputError for a sound that is empty or not finite.
 */
export function level(sound: Sound): number {
  const { samples } = copyClip('sound of level', sound) as Sound;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / samples.length);
}
