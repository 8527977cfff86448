import { objectives, type RenderSettings, renderSteps } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';
import { soundCards } from '../card/sound-card.js';
import { type UnitRange, unitCount } from './atlas-plan.js';

/** Steps that are watched, after one that compiles. */
const WATCHED = 3;

/** How units are rendered, and how their sounds are judged. */
interface Work {
  readonly settings: RenderSettings;
  readonly retentionDraws: number;
}

/**
 * Milliseconds that one unit of a range takes here: a few steps of its first batch are made, and their sounds dropped. The
 * first step, which compiles, is left out: a chunk pays it once. Where retention is measured, the sounds are judged, too, and
 * again the first time is left out.
 */
export async function msPerUnit(
  model: ModelAdapter,
  range: UnitRange,
  { settings, retentionDraws }: Work,
): Promise<number> {
  const batch = Math.min(settings.batch, unitCount(range));
  const units = Array.from({ length: batch }, (_, i) => objectives.channel(range.layer, range.first + i));
  const restarts = settings.restarts ?? 1;
  const { batch: _, restarts: __, ...each } = settings;
  const took: number[] = [];
  let last = 0;
  let sounds: readonly Float32Array[] = [];
  for await (const { step, audio } of renderSteps(model, objectives.each(units), each)) {
    const now = performance.now();
    if (step > 0) took.push(now - last);
    last = now;
    sounds = audio;
    if (took.length === WATCHED) break;
  }
  const ms = took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
  const render = ms * settings.steps * restarts;
  if (retentionDraws === 0) return render / batch;
  const judge = () => soundCards(model, sounds, units, { retentionDraws, signal: new AbortController().signal });
  await judge();
  const began = performance.now();
  await judge();
  return (render + performance.now() - began) / batch;
}
