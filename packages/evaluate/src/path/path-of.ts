import type { EngineChoice, ModelAdapter } from '@audiate/core';
import type { Unit } from '../listening/unit-of.js';
import type { Speech } from '../speech/speech.js';
import { topMoments } from '../speech/top-moments.js';
import { type PathSimilarity, pathSimilarity } from './path-similarity.js';

/** Natural clips that a path is compared with, and random ones. */
const CLIPS = 8;

/** The path of a unit's sound against the unit's top clips, given or found in speech, and windows of speech that are evenly spread. */
export async function pathOf(
  model: ModelAdapter,
  sound: Float32Array,
  options: {
    readonly unit: Unit | undefined;
    readonly speech: Speech | undefined;
    readonly top: readonly Float32Array[] | undefined;
    readonly engine?: EngineChoice;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<PathSimilarity | undefined> {
  const { unit, speech, top, engine, signal } = options;
  if (!unit || !speech) return undefined;
  const clips = top ?? (await topMoments(speech, unit, CLIPS)).map(({ samples }) => samples);
  const { windows } = speech;
  const random = Array.from({ length: Math.min(CLIPS, windows.length) }, (_, i) => {
    return windows[Math.floor(((i + 0.5) * windows.length) / Math.min(CLIPS, windows.length))]!.samples;
  });
  return pathSimilarity(model, sound, { unit, top: clips, random, engine, signal });
}
