import { objectives, type RenderSettings, renderSteps } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';
import { type UnitRange, unitCount } from './atlas-plan.js';

/** Steps that are watched, after one that compiles. */
const WATCHED = 3;

/**
 * Milliseconds that one unit of a range takes here: a few steps of its first batch are made, and their sounds dropped. The
 * first step, which compiles, is left out: a chunk pays it once.
 */
export async function msPerUnit(model: ModelAdapter, range: UnitRange, settings: RenderSettings): Promise<number> {
  const batch = Math.min(settings.batch, unitCount(range));
  const units = Array.from({ length: batch }, (_, i) => objectives.channel(range.layer, range.first + i));
  const restarts = settings.restarts ?? 1;
  const { batch: _, restarts: __, ...each } = settings;
  const took: number[] = [];
  let last = 0;
  for await (const { step } of renderSteps(model, objectives.each(units), each)) {
    const now = performance.now();
    if (step > 0) took.push(now - last);
    last = now;
    if (took.length === WATCHED) break;
  }
  const ms = took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
  return (ms * settings.steps * restarts) / batch;
}
