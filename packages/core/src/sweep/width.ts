import { coreCount } from '../engines/core-count.js';
import type { EngineChoice } from '../engines/engine.js';
import type { Recipe } from '../recipe/recipe.js';
import { type Batch, structureOf } from './batches.js';
import type { SweepPlan } from './plan-sweep.js';
import { stepRate } from './step-rate.js';

interface Begun {
  /** Batches that are to be rendered. */
  readonly waiting: readonly Batch[];
  readonly engine: EngineChoice | undefined;
  readonly signal: { readonly aborted: boolean };
  /** How a folder's sweep was rendered before: of a finished target, or of a batch that was under way. */
  readonly before: Recipe | undefined;
}

/** What was found best for a kind of sweep, for as long as the process lives. */
const found = new Map<string, number>();

/** By how much twice as many lanes must be faster to be worth their memory. */
const WORTH = 1.05;

/**
 * How many batches of a sweep are rendered at once. `auto`: as many as an earlier run in the folder had, as its threads tell,
 * so that all have the bits of one number; else 1, 2, 4 … up to the cores and the batches, as long as the steps a second
 * grow. Measuring takes some steps of the first batch for each number, whose sounds are dropped.
 */
export async function widthOf({ concurrency }: SweepPlan, { waiting, engine, signal, before }: Begun): Promise<number> {
  const [first] = waiting;
  if (concurrency !== 'auto') return concurrency;
  if (!first) return 1;
  if (before) return widthFor(before);
  const most = Math.min(coreCount(), waiting.length);
  const { objective: _, seed: __, ...how } = first.instructions;
  const key = JSON.stringify([how, structureOf(first.targets[0]!), engine ?? 'auto', most]);
  const known = found.get(key);
  if (known) return known;
  let best = { width: 1, rate: 0 };
  for (let width = 1; width <= most && !signal.aborted; width *= 2) {
    const measured = await stepRate(first, { width, engine, signal });
    if (!measured) break;
    if (measured.rate < WORTH * best.rate) break;
    best = { width, rate: measured.rate };
    if (measured.engine !== 'onnxruntime') break;
  }
  if (!signal.aborted) found.set(key, best.width);
  return best.width;
}

/** Threads that were set are those of a lane: see `sharedSettings`. */
function widthFor({ environment: { engineSettings } }: Recipe): number {
  const threads = engineSettings?.name === 'onnxruntime' ? engineSettings.threads : undefined;
  return threads === undefined ? 1 : Math.max(1, Math.floor(coreCount() / threads));
}
