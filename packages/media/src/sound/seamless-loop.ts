import { checkNumber } from '@audiate/protocol';
import { checkAudio } from '../check-audio.js';

/** Options of {@link seamlessLoop}. */
export interface SeamlessLoopOptions {
  /** In Hz. */
  readonly sampleRate: number;
  /** How much of the end is faded into the start, at most half of the sound; 50, or half of a shorter sound. */
  readonly fadeMs?: number;
}

const FADE_MS = 50;

/**
 * A sound that can be repeated without a seam: its end is faded into its start at equal power and left out, so that the sample
 * behind the last one is the first one's. The answer is shorter by the fade.
 * @param audio `[samples]`, at least 4.
 * @throws InputError for audio that is empty or not finite, and a fade longer than half of it.
 */
export function seamlessLoop(
  audio: Float32Array,
  { sampleRate, fadeMs }: SeamlessLoopOptions,
): Float32Array<ArrayBuffer> {
  checkAudio(audio);
  checkNumber('samples of a loop', audio.length, { min: 4 });
  checkNumber('sampleRate', sampleRate, { above: 0 });
  const half = Math.floor(audio.length / 2);
  const halfMs = (1000 * half) / sampleRate;
  const ms = checkNumber('fadeMs', fadeMs ?? Math.min(FADE_MS, halfMs), { above: 0, max: halfMs });
  const fade = Math.max(1, Math.min(half, Math.round((ms * sampleRate) / 1000)));
  const looped = Float32Array.from(audio.subarray(0, audio.length - fade));
  for (let i = 0; i < fade; i++) {
    // At 0 it is the sample that followed the last one, at `fade` the start's own.
    const angle = (Math.PI / 2) * (i / fade);
    looped[i] = Math.cos(angle) * audio[audio.length - fade + i]! + Math.sin(angle) * audio[i]!;
  }
  return looped;
}
