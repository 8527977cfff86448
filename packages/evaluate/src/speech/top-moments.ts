import type { Unit } from '../listening/unit-of.js';
import type { Speech } from './speech.js';

/** A stretch of speech, and what the unit does in its moment. */
export interface Moment {
  readonly samples: Float32Array;
  readonly activation: number;
}

/** Moments of one clip are apart by at least so much: neighbours are one event. */
const APART_SECONDS = 0.25;

/**
 * The moments of speech that excite a unit most, the most exciting first: each cut so that the moment lies where the unit
 * listens in the sound. For a channel over time: the windows with the largest mean. None for a neuron that is pooled by
 * anything but its mean: frames are not ranked by that.
 */
export async function topMoments(speech: Speech, unit: Unit, count: number): Promise<Moment[]> {
  if (unit.reduce) return [];
  const { model, windows, heard } = await speech.layer(unit.layer, unit.beside);
  const { hop } = model.layers[unit.layer]!;
  const { data, frames, channels } = heard;
  const valueAt = (window: number, frame: number) => data[(window * frames + frame) * channels + unit.channel]!;
  const candidates = windows.flatMap(({ clip, from }, window) => {
    if (unit.frame === undefined || frames === 1) {
      let sum = 0;
      for (let t = 0; t < frames; t++) sum += valueAt(window, t);
      return [{ clip, from, activation: sum / frames }];
    }
    return Array.from({ length: frames }, (_, t) => {
      return { clip, from: Math.round(from + (t - unit.frame!) * hop), activation: valueAt(window, t) };
    });
  });
  candidates.sort((a, b) => b.activation - a.activation);
  const chosen: typeof candidates = [];
  for (const one of candidates) {
    if (chosen.length === count) break;
    const near = chosen.some(
      (other) => other.clip === one.clip && Math.abs(other.from - one.from) < APART_SECONDS * model.sampleRate,
    );
    if (!near) chosen.push(one);
  }
  return chosen.map(({ clip, from, activation }) => ({ samples: speech.cut(clip, from), activation }));
}
