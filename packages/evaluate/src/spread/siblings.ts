import {
  type EngineChoice,
  type Ingredients,
  type ModelAdapter,
  type Objective,
  type RenderResult,
  replay,
} from '@audiate/core';
import { checkNumber } from '@audiate/protocol';
import { scoreAll } from '../listening/score-all.js';
import { type SeedSpread, seedSpread } from './seed-spread.js';

/** Renders a result's recipe again from the seeds after its own, until there are `seeds` with it. */
export async function siblingsOf(
  { recipe }: Pick<RenderResult, 'recipe'>,
  seeds: number,
  options: Ingredients & { readonly model: ModelAdapter; readonly engine?: EngineChoice },
): Promise<RenderResult[]> {
  checkNumber('seeds', seeds, { min: 2, max: 64, integer: true });
  const made: RenderResult[] = [];
  for (let i = 1; i < seeds; i++) {
    made.push(await replay({ ...recipe, seed: recipe.seed + i * (recipe.restarts ?? 1) }, options));
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
  },
): Promise<SeedSpread[]> {
  const { objectives, siblings, engine } = given;
  const spreads: SeedSpread[] = [];
  for (const [item, objective] of objectives.entries()) {
    const sounds = [audio[item]!, ...siblings.map((sibling) => sibling.audio[item]!)];
    const [scores] = await scoreAll(model, sounds, { objectives: [objective], engine });
    spreads.push(seedSpread(sounds, scores!, model));
  }
  return spreads;
}
