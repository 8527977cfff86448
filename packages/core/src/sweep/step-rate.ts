import type { EngineName } from '../engines/engine.js';
import { freeShares } from '../engines/share.js';
import type { RenderOptions } from '../render/options.js';
import { stepsOf } from '../render/render-steps.js';
import type { Batch } from './batches.js';

interface Arrangement {
  /** How many renders at once. */
  readonly width: number;
  readonly engine: RenderOptions['engine'];
  readonly signal: { readonly aborted: boolean };
}

/** At least so many steps of each render, and so long. */
const STEPS = 3;
const MS = 1000;

/**
 * Steps of a batch that `width` renders of it at once make together, a millisecond, after a first step in which programs are
 * loaded; undefined where the batch has too few steps to tell, or was aborted.
 */
export async function stepRate(
  { plan }: Batch,
  { width, engine, signal }: Arrangement,
): Promise<{ rate: number; engine: EngineName } | undefined> {
  const lanes = Array.from({ length: width }, (_, lane) =>
    stepsOf(plan, { ...(engine && { engine }), signal, share: { lane, of: width } }),
  );
  try {
    const first = await Promise.all(lanes.map((steps) => steps.next()));
    const began = performance.now();
    let made = 0;
    let ended = false;
    const take = async (steps: (typeof lanes)[number]) => {
      for (let own = 0; !ended && (own < STEPS || performance.now() - began < MS); own++) {
        const next = await steps.next();
        if (next.done || next.value.result) ended = true;
        if (!next.done) made += 1;
      }
    };
    await Promise.all(lanes.map(take));
    const [one] = first;
    if (!one || one.done || made < STEPS) return undefined;
    return { rate: made / (performance.now() - began), engine: one.value.state().recipe.environment.engine };
  } finally {
    await Promise.all(lanes.map((steps) => steps.return(undefined as never)));
    if (width > 1) await freeShares();
  }
}
