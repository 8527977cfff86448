import { resample } from '@audiate/core';
import { type Clip, InputError, isSound, type ModelAdapter, type Sound } from '@audiate/protocol';
import type { Moment } from '../index-file/dataset-index.js';
import { centerOf, fieldOf, type LayerFacts } from '../index-file/facts.js';
import type { Listeners } from '../scan/listeners.js';

/** The clip around a moment. */
export interface Cut {
  /** At the clip's own rate. */
  readonly sound: Sound;
  /** Where it begins in the clip, in seconds. */
  readonly from: number;
  /** What the frame sees through convolutions, in seconds from the cut's start. */
  readonly field: readonly [from: number, to: number];
  /** The unit's activation over the cut, where the model was given: seconds from its start, and values. */
  readonly curve?: readonly { readonly seconds: number; readonly value: number }[];
}

/** What a cut is made for. */
export interface Cutting {
  readonly layer: LayerFacts;
  readonly sampleRate: number;
  /** Least length. */
  readonly seconds: number;
  /** What hears the window again, for the curve. */
  readonly hearing: { readonly model: ModelAdapter; readonly heard: Listeners; readonly unit: number } | undefined;
}

/**
 * The sound around a moment, within its window: what the frame sees, and as much on both sides as makes it long enough.
 * @throws InputError when the window lies beyond the clip: it is not the one that was scanned.
 */
export async function cutExample(moment: Moment, { clip }: { readonly clip: Clip }, cutting: Cutting): Promise<Cut> {
  const { layer, sampleRate, seconds, hearing } = cutting;
  const sound: Sound = isSound(clip) ? clip : { samples: clip, sampleRate };
  checkWithin(moment, sound, sampleRate);
  const window = { samples: Math.round(moment.length * sampleRate) };
  const field = fieldOf(layer, moment.frame, window).map((sample) => sample / sampleRate) as [number, number];
  const [from, to] = widened(field, seconds, moment.length);
  const at = (time: number) => Math.round((moment.start + time) * sound.sampleRate);
  const samples = sound.samples.slice(at(from), Math.max(at(from) + 1, at(to)));
  const cut: Cut = {
    sound: { samples, sampleRate: sound.sampleRate },
    from: moment.start + from,
    field: [field[0] - from, field[1] - from],
  };
  if (!hearing) return cut;
  const { model, heard, unit } = hearing;
  const resampled = (await resample(sound, model.sampleRate)).samples;
  const start = Math.round(moment.start * sampleRate);
  const piece = resampled.subarray(start, start + window.samples);
  const ready = await heard.for(piece.length, 1);
  const { data, shape } = (await ready.hear([piece]))[layer.name]!;
  const curve = Array.from({ length: shape[1] }, (_, frame) => ({
    seconds: centerOf(layer, frame, window) / sampleRate - from,
    value: data[frame * shape[2] + unit]!,
  })).filter(({ seconds: time }) => time >= 0 && time <= to - from);
  return { ...cut, curve };
}

function checkWithin({ start, length }: Moment, sound: Sound, sampleRate: number): void {
  const seconds = sound.samples.length / sound.sampleRate;
  // Another rate makes a whole number of samples of what was not one.
  const most = seconds + 1 / sampleRate + 1 / sound.sampleRate;
  if (start + length <= most) return;
  throw new InputError(
    `it is ${seconds.toFixed(3)} s long, its window was from ${start.toFixed(3)} to ${(start + length).toFixed(3)} s; it is not the clip that was scanned`,
  );
}

/** At least `least` long around its middle, moved to lie within the window. */
function widened([from, to]: readonly [number, number], least: number, length: number): readonly [number, number] {
  const missing = Math.max(0, Math.min(least, length) - (to - from));
  const start = Math.min(Math.max(0, from - missing / 2), Math.max(0, length - (to - from) - missing));
  return [start, start + (to - from) + missing];
}
