import {
  type EngineChoice,
  type Ingredients,
  type ModelAdapter,
  type Objective,
  type RenderResult,
  type RenderStep,
  replay,
} from '@audiate/core';
import { checkNumber } from '@audiate/protocol';
import { scoreAll } from '../listening/score-all.js';
import { type SeedSpread, seedSpread } from './seed-spread.js';

/**
 * Renders a result's recipe again from the seeds after its own, until there are `seeds` with it.
 * @param options.onShare told how much of the work at the spread is done, which is one render's worth more: the scores of all.
 * @throws the signal's reason once it is aborted, within one step.
 */
export async function siblingsOf(
  { recipe }: Pick<RenderResult, 'recipe'>,
  seeds: number,
  {
    onShare,
    ...options
  }: Ingredients & {
    readonly model: ModelAdapter;
    readonly engine?: EngineChoice;
    readonly signal?: AbortSignal;
    readonly onShare?: (share: number) => void;
  },
): Promise<RenderResult[]> {
  checkNumber('seeds', seeds, { min: 2, max: 64, integer: true });
  const made: RenderResult[] = [];
  for (let i = 1; i < seeds; i++) {
    const onStep = ({ step, steps }: RenderStep) => onShare?.((i - 1 + (step + 1) / steps) / seeds);
    const seed = recipe.seed + i * (recipe.restarts ?? 1);
    made.push(await replay({ ...recipe, seed }, { ...options, onStep }));
    options.signal?.throwIfAborted();
  }
  return made;
}

/** The spread of each item's sound and those of the siblings. */
export async function spreadsOf(
  model: ModelAdapter,
  audio: readonly Float32Array[],
  given: {
    readonly objectives: readonly Objective[];
    readonly siblings: readonly RenderResult[];
    readonly engine?: EngineChoice;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<SeedSpread[]> {
  const { objectives, siblings, engine, signal } = given;
  const spreads: SeedSpread[] = [];
  for (const [item, objective] of objectives.entries()) {
    const sounds = [audio[item]!, ...siblings.map((sibling) => sibling.audio[item]!)];
    const [scores] = await scoreAll(model, sounds, { objectives: [objective], engine, signal });
    spreads.push(seedSpread(sounds, scores!, model));
  }
  return spreads;
}
