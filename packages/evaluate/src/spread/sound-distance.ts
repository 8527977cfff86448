import { logMel } from '../naturalness/mel.js';
import { rms } from '../numbers/rms.js';

/** Below the loudest cell of a sound no cell counts as fainter. */
const DEPTH_DB = 40;

/**
 * How different two equally long sounds are, moment by moment: the root mean square difference of their log-mel spectrograms
 * in dB. Both have unit RMS first; cells fainter than 40 dB below the loudest are taken to be there.
 */
export function soundDistance(
  a: Float32Array,
  b: Float32Array,
  { sampleRate }: { readonly sampleRate: number },
): number {
  const [x, y] = [a, b].map((sound) => floored(sound, sampleRate));
  let [sum, cells] = [0, 0];
  for (const [t, frame] of x!.entries()) {
    for (const [band, level] of frame.entries()) {
      sum += (level - y![t]![band]!) ** 2;
      cells++;
    }
  }
  return Math.sqrt(sum / cells);
}

function floored(sound: Float32Array, sampleRate: number): Float64Array[] {
  const gain = 1 / rms(sound);
  const frames = logMel(
    sound.map((sample) => gain * sample),
    sampleRate,
  );
  const peak = frames.reduce((most, frame) => Math.max(most, ...frame), -Infinity);
  return frames.map((frame) => frame.map((cell) => Math.max(cell, peak - DEPTH_DB)));
}
