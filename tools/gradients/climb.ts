import {
  type ModelAdapter,
  type Objective,
  type Optimizer,
  optimizers,
  type RenderOptions,
  render,
} from '@audiate/core';
import { START } from './cell.ts';

/** What three steps of the loop did. */
export interface Climb {
  /** What the first step gave the optimizer, all arrays one after another. */
  readonly gradient: Float32Array;
  /** `[steps][batch]`. */
  readonly totals: readonly (readonly number[])[];
  /** The last sounds. */
  readonly audio: readonly Float32Array[];
}

/** Three steps as a user's `render` takes them, its optimizer overheard. */
export async function climb(
  model: ModelAdapter,
  objective: Objective,
  how: Pick<RenderOptions, 'engine' | 'chunk' | 'batch' | 'transforms' | 'draws'>,
): Promise<Climb> {
  let gradient: Float32Array | undefined;
  const own = optimizers.normalizedMomentum();
  const optimizer: Optimizer = {
    ...own,
    update(gradients, ...rest) {
      gradient ??= Float32Array.from(Object.values(gradients).flatMap(({ data }) => Array.from(data)));
      return own.update(gradients, ...rest);
    },
  };
  const { history, audio } = await render(model, objective, { ...START, ...how, optimizer });
  return { gradient: gradient!, totals: history.map(({ total }) => total), audio };
}

/** How far two climbs are apart, relative to the largest number: their first gradients and their last sounds. */
export function apart(ours: Climb, theirs: Climb): { gradient: number; sound: number } {
  return {
    gradient: difference(ours.gradient, theirs.gradient),
    sound: Math.max(...ours.audio.map((sound, item) => difference(sound, theirs.audio[item]!))),
  };
}

/** max|a − b| / max|b|; 0 where both are 0. */
export function difference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new Error(`${a.length} numbers against ${b.length}`);
  let [worst, largest] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const off = Math.abs(a[i]! - b[i]!);
    if (!(off <= worst)) worst = off;
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return worst === 0 ? 0 : worst / largest;
}
