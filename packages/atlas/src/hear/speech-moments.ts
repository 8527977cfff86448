import type { SpeechWindow } from '@audiate/evaluate';

/** A moment of speech, at which every unit is looked at. */
export interface SpeechMoment {
  /** Which window it is in, and how many seconds behind the window's start. */
  readonly window: number;
  readonly at: number;
  /** Which clip that is, and how many seconds behind the clip's start. */
  readonly clip: number;
  readonly seconds: number;
}

/** A profile of a unit holds so many numbers. */
const MOST = 1024;
/** Closer moments tell the same. */
const APART_SECONDS = 0.05;

/** Moments in the middle of equal parts of every window: up to 1,024 in all, at least 50 ms apart. */
export function speechMoments(windows: readonly SpeechWindow[], sampleRate: number): SpeechMoment[] {
  const seconds = windows[0]!.samples.length / sampleRate;
  const each = Math.max(1, Math.min(Math.floor(MOST / windows.length), Math.floor(seconds / APART_SECONDS)));
  return windows.flatMap(({ clip, from }, window) =>
    Array.from({ length: each }, (_, i): SpeechMoment => {
      const at = ((i + 0.5) * seconds) / each;
      return { window, at, clip, seconds: from / sampleRate + at };
    }),
  );
}
