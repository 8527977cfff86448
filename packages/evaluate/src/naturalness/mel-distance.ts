import { InputError } from '@audiate/protocol';
import { median } from '../numbers/median.js';
import { rms } from '../numbers/rms.js';
import { atOnce } from '../stages/turn.js';
import { logMel } from './mel.js';

/** How far a sound's moments are from any moment of real speech. */
export interface MelDistance {
  /** In dB. */
  readonly distance: number;
  /** The same of each clip of speech to the others, the median: what is to be reached. NaN for one clip. */
  readonly floor: number;
}

/**
 * What is heard of a sound: frames not fainter than the loudest by more, and cells not fainter than the loudest cell. Below lies
 * the noise of recordings: 60 dB deep, a sound without it is as far from speech as noise is.
 */
const RANGE_DB = 40;

const FRAMES_OF_A_CLIP = 64;

/**
 * Measures sounds against speech: for each 25 ms of a sound that is within 40 dB of its loudest, the log-mel frame of speech
 * that is nearest, as the root mean square over 40 bands in dB; the median over the frames. Every sound has unit RMS first, so
 * that the level does not count, and cells fainter than 40 dB below its loudest are taken to be there. A sound that is one
 * of the clips has 0; a piece of one has not, as its level and its loudest cell are others. It is the distance of precision among generated samples (Kynkäänniemi and others 2019), kept
 * in dB.
 * @param speech clips at the sounds' rate, any lengths.
 */
export function melDistance(
  sounds: readonly Float32Array[],
  speech: readonly Float32Array[],
  options: { readonly sampleRate: number },
): MelDistance[] {
  return atOnce(melDistanceSteps(sounds, speech, options));
}

/** {@link melDistance} in steps: a clip, or a sound, each. */
export function* melDistanceSteps(
  sounds: readonly Float32Array[],
  speech: readonly Float32Array[],
  { sampleRate }: { readonly sampleRate: number },
): Generator<void, MelDistance[]> {
  if (speech.length === 0) throw new InputError('the distance to speech needs at least one clip of speech, got none');
  const clips: Float64Array[][] = [];
  for (const clip of speech) {
    clips.push(heardFrames(clip, sampleRate));
    yield;
  }
  const floors: number[] = [];
  for (const [i, clip] of clips.length > 1 ? clips.entries() : []) {
    floors.push(nearest(some(clip), clips.toSpliced(i, 1).flat()));
    yield;
  }
  const floor = median(floors);
  const all = clips.flat();
  const found: MelDistance[] = [];
  for (const sound of sounds) {
    found.push({ distance: nearest(heardFrames(sound, sampleRate), all), floor });
    yield;
  }
  return found;
}

function heardFrames(sound: Float32Array, sampleRate: number): Float64Array[] {
  const gain = 1 / rms(sound);
  if (!Number.isFinite(gain)) return [];
  const frames = logMel(
    sound.map((sample) => gain * sample),
    sampleRate,
  );
  const peak = frames.reduce((most, frame) => Math.max(most, ...frame), -Infinity);
  const levels = frames.map((frame) => frame.reduce((sum, cell) => sum + 10 ** (cell / 10), 0));
  const loudest = Math.max(...levels);
  return frames
    .filter((_, i) => levels[i]! >= loudest * 10 ** (-RANGE_DB / 10))
    .map((frame) => frame.map((cell) => Math.max(cell, peak - RANGE_DB)));
}

function nearest(frames: readonly Float64Array[], among: readonly Float64Array[]): number {
  const distances = frames.map((frame) =>
    among.reduce((least, other) => Math.min(least, apart(frame, other)), Infinity),
  );
  return median(distances);
}

/** Enough frames of a clip to know its median, evenly spread. */
function some(frames: readonly Float64Array[]): Float64Array[] {
  const count = Math.min(FRAMES_OF_A_CLIP, frames.length);
  return Array.from({ length: count }, (_, i) => frames[Math.floor((i * frames.length) / count)]!);
}

function apart(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum / a.length);
}
