import { spectrogram } from '@audiate/media';
import type { Sound } from '@audiate/protocol';
import { copySound } from './copy-sound.js';

/**
 * Where a sound's energy lies: the mean frequency, in Hz, weighted by power (Praat's centre of gravity, of power 2), over frames
 * of 25 ms. Bright sounds have a high one: /s/ some 5,000 Hz, a vowel some 500. 0 for silence.
 * @throws InputError for a sound that is empty or not finite.
 */
export function spectralCentroid(sound: Sound): number {
  const { samples, sampleRate } = copySound('sound of spectralCentroid', sound);
  const { db, bins, hzPerBin } = spectrogram(samples, { sampleRate, floorDb: -300 });
  let [weighted, all] = [0, 0];
  for (let i = 0; i < db.length; i++) {
    const power = db[i]! <= -300 ? 0 : 10 ** (db[i]! / 10);
    weighted += power * (i % bins) * hzPerBin;
    all += power;
  }
  return all > 0 ? weighted / all : 0;
}
