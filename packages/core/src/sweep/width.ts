import { coreCount } from '../engines/core-count.js';
import { engineOf } from '../engines/engine-options.js';
import type { Recipe } from '../recipe/recipe.js';
import { type Batch, structureOf } from './batches.js';
import type { SweepPlan } from './plan-sweep.js';
import { stepRate } from './step-rate.js';
import type { SweepFolder } from './sweep-folder.js';

interface Begun {
  /** Batches that are to be rendered. */
  readonly waiting: readonly Batch[];
  readonly folder: SweepFolder | undefined;
  readonly signal: { readonly aborted: boolean };
  /** The recipe of a target that is finished. */
  readonly known: Recipe | undefined;
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
export async function widthOf({ concurrency, settings }: SweepPlan, begun: Begun): Promise<number> {
  const { waiting, signal } = begun;
  const [first] = waiting;
  const engine = engineOf(settings);
  if (concurrency !== 'auto') return concurrency;
  if (!first) return 1;
  const before = await recipeBefore(begun);
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

/** How a folder's sweep was rendered before: of a finished target, or of a batch that was under way. */
async function recipeBefore({ known, folder, waiting }: Begun): Promise<Recipe | undefined> {
  if (known || !folder) return known;
  // those under way are the first ones
  for (const batch of waiting.slice(0, 2 * coreCount())) {
    const state = await folder.readState(batch);
    if (state) return state.recipe;
  }
  return undefined;
}

/** Threads that were set are those of a lane: see `sharedSettings`. */
function widthFor({ environment: { engineSettings } }: Recipe): number {
  const threads = engineSettings?.name === 'onnxruntime' ? engineSettings.threads : undefined;
  return threads === undefined ? 1 : Math.max(1, Math.floor(coreCount() / threads));
}
