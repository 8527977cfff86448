import { resample } from '@audiate/core';
import { copyClip, InputError, isSound, type ModelInfo } from '@audiate/protocol';
import type { HeardWindow } from '../tally/window.js';
import type { CorpusClip } from './clip-source.js';
import { cut } from './cut.js';
import type { Piece } from './hear-group.js';
import type { ScanPlan } from './options.js';

/** How long the windows are, in samples. */
export type Lengths = Pick<ScanPlan, 'windowSamples' | 'gridSamples'>;

/**
 * The windows of a clip with their sounds, at the model's rate.
 * @throws what reading it throws; InputError for what is no sound, not finite, or too short for the model.
 */
export async function* readPieces(clip: CorpusClip, model: ModelInfo, plan: Lengths): AsyncGenerator<Piece> {
  const { file, sound, windows, label, transcript } = clip;
  const about = { file, ...(label ? { label } : {}), ...(transcript ? { transcript } : {}) };
  if (windows) return yield* piecesOf(windows(windowOptions(model, plan)), { about, model, plan });
  yield* piecesOf([await (typeof sound === 'function' ? sound() : sound)], { about, model, plan });
}

interface Reading {
  readonly about: Omit<HeardWindow, 'start' | 'samples'>;
  readonly model: ModelInfo;
  readonly plan: Lengths;
}

/** Seconds that are a whole number of samples at the model's rate. */
function windowOptions({ sampleRate }: ModelInfo, { windowSamples }: Lengths) {
  return { sampleRate, seconds: windowSamples / sampleRate };
}

async function* piecesOf(
  sounds: Iterable<unknown> | AsyncIterable<unknown>,
  { about, model, plan }: Reading,
): AsyncGenerator<Piece> {
  const { sampleRate, minSamples: least, name } = model;
  const lengths = { window: plan.windowSamples, grid: plan.gridSamples, least };
  let [before, heard] = [0, 0];
  for await (const given of sounds) {
    const clip = copyClip('its sound', given as Float32Array);
    const samples = isSound(clip) ? (await resample(clip, sampleRate)).samples : clip;
    for (const { start, samples: length } of cut(samples.length, lengths, before > 0)) {
      heard += 1;
      const window = { ...about, start: before + start, samples: length };
      yield { window, sound: samples.subarray(start, start + length) };
    }
    before += samples.length;
  }
  if (heard > 0) return;
  const [have, need] = [before, least].map((count) => (count / sampleRate).toFixed(3));
  throw new InputError(`it is ${have} s long, ${name} needs ${need} s`);
}
