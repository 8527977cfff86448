import { resample } from '@audiate/core';
import { copyClip, InputError, isSound, type ModelInfo } from '@audiate/protocol';
import type { CorpusClip } from './clip-source.js';
import { cut } from './cut.js';
import type { Piece } from './hear-group.js';
import type { ScanPlan } from './options.js';

/**
 * The windows of a clip with their sounds, at the model's rate.
 * @throws what reading it throws; InputError for what is no sound, not finite, or too short for the model.
 */
export async function readPieces(clip: CorpusClip, model: ModelInfo, plan: ScanPlan): Promise<Piece[]> {
  const { file, sound, label, transcript } = clip;
  const given = copyClip('its sound', await (typeof sound === 'function' ? sound() : sound));
  const samples = isSound(given) ? (await resample(given, model.sampleRate)).samples : given;
  const stretches = cut(samples.length, {
    window: plan.windowSamples,
    grid: plan.gridSamples,
    least: model.minSamples,
  });
  if (stretches.length === 0) {
    const [have, need] = [samples.length, model.minSamples].map((count) => (count / model.sampleRate).toFixed(3));
    throw new InputError(`it is ${have} s long, ${model.name} needs ${need} s`);
  }
  return stretches.map((stretch) => ({
    window: { file, ...stretch, ...(label ? { label } : {}), ...(transcript ? { transcript } : {}) },
    sound: samples.subarray(stretch.start, stretch.start + stretch.samples),
  }));
}
