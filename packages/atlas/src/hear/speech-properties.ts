import { level, pitch } from '@audiate/dataset';
import type { SpeechWindow } from '@audiate/evaluate';
import { macrotask } from '@audiate/protocol';
import type { Property } from '../map/followed.js';
import type { SpeechMoment } from './speech-moments.js';

/** Where the moments are. */
export interface PropertiesOptions {
  readonly clips: readonly Float32Array[];
  readonly windows: readonly SpeechWindow[];
  readonly sampleRate: number;
  readonly signal?: AbortSignal | undefined;
}

/** So much of a clip round a moment says how loud it is there: a few periods of a low voice. */
const AROUND_SECONDS = 0.05;
/** What is not louder is silence. */
const FLOOR_DB = -100;
/** So much before and behind a window helps to track its pitch. */
const BESIDE_SECONDS = 0.1;
const HOP_SECONDS = 0.01;
/** Four times the highest pitch that is looked for. */
const LEAST_RATE = 2000;

/** Pitch, loudness and voicing at each moment; undefined where there is none. Windows of a rate below 2,000 Hz have neither pitch nor voicing. */
export async function speechProperties(
  moments: readonly SpeechMoment[],
  { clips, windows, sampleRate, signal }: PropertiesOptions,
): Promise<Readonly<Record<Property, readonly (number | undefined)[]>>> {
  const tracks: { readonly start: number; readonly hz: Float64Array }[] = [];
  for (const { clip, from, samples } of sampleRate < LEAST_RATE ? [] : windows) {
    await macrotask();
    signal?.throwIfAborted();
    const beside = Math.round(BESIDE_SECONDS * sampleRate);
    const first = Math.max(0, from - beside);
    const piece = clips[clip]!.subarray(first, from + samples.length + beside);
    const { hz } = pitch({ samples: piece, sampleRate }, { hopSeconds: HOP_SECONDS });
    tracks.push({ start: first / sampleRate, hz });
  }
  const hzAt = ({ window, seconds }: SpeechMoment): number | undefined => {
    const track = tracks[window];
    return track && (track.hz[Math.round((seconds - track.start) / HOP_SECONDS)] ?? Number.NaN);
  };
  const found = moments.map(hzAt);
  return {
    pitch: found.map((hz) => (Number.isNaN(hz) ? undefined : hz)),
    loudness: moments.map(({ clip, seconds }) => loudnessAt(clips[clip]!, seconds, sampleRate)),
    voicing: found.map((hz) => (hz === undefined ? undefined : Number(!Number.isNaN(hz)))),
  };
}

/** Beside the clip there is silence. */
function loudnessAt(clip: Float32Array, seconds: number, sampleRate: number): number {
  const [from, to] = [-0.5, 0.5].map((side) => Math.round((seconds + side * AROUND_SECONDS) * sampleRate));
  const samples = clip.subarray(Math.max(0, from!), Math.max(0, to!));
  return samples.length === 0 ? FLOOR_DB : Math.max(FLOOR_DB, level({ samples, sampleRate }));
}
