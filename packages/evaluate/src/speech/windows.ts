/** A stretch of speech as long as a sound. */
export interface SpeechWindow {
  /** Which clip it is from. */
  readonly clip: number;
  /** The clip's sample that it begins with; below 0 where silence stands before. */
  readonly from: number;
  readonly samples: Float32Array;
}

/** More are not heard: half an hour of windows of a second, side by side. */
const MOST = 2048;

/**
 * Cuts clips into windows of one length, side by side; the last one of a clip ends with it. A clip that is shorter stands in
 * the middle of a window of silence. Of more than `most` so many are kept, evenly spread.
 * @param clips each `[samples]`, of one rate, of any lengths.
 * @param samples of a window.
 * @param most 2,048 unless given.
 */
export function speechWindows(clips: readonly Float32Array[], samples: number, most = MOST): SpeechWindow[] {
  const all = clips.flatMap((clip, index) =>
    startsIn(clip.length, samples).map(
      (from): SpeechWindow => ({ clip: index, from, samples: cut(clip, from, samples) }),
    ),
  );
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]!);
}

/** A stretch of a clip, with silence where there is none of it. */
export function cut(clip: Float32Array, from: number, samples: number): Float32Array {
  const out = new Float32Array(samples);
  out.set(clip.subarray(Math.max(0, from), Math.max(0, Math.min(clip.length, from + samples))), Math.max(0, -from));
  return out;
}

function startsIn(length: number, samples: number): number[] {
  if (length <= samples) return [-Math.floor((samples - length) / 2)];
  const count = Math.ceil(length / samples);
  return Array.from({ length: count }, (_, i) => Math.min(i * samples, length - samples));
}
