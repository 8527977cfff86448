import {
  type EngineChoice,
  type HearingOptions,
  type ModelAdapter,
  type Objective,
  objectives as parts,
  scorer,
} from '@audiate/core';
import { heardObjective } from './heard-objective.js';

/** What scores one sound for each of some objectives. */
export interface Listener {
  /** Sound `i` by objective `i`. */
  score(sounds: readonly Float32Array[], hearing?: HearingOptions): Promise<number[]>;
  dispose(): void;
}

/** Makes objectives ready to score a sound each, of one length: see {@link heardObjective} for what of them counts. */
export async function listener(
  model: ModelAdapter,
  objectives: readonly Objective[],
  options: { readonly samples: number; readonly engine?: EngineChoice | undefined },
): Promise<Listener> {
  const { samples, engine } = options;
  const heard = objectives.map((objective) => heardObjective(objective, model));
  const joint = heard.length === 1 ? heard[0]! : parts.each(heard);
  const ready = await scorer(model, joint, { samples, batch: heard.length, ...(engine && { engine }) });
  return {
    score: async (sounds, hearing) => (await ready.score(sounds, hearing)).total,
    dispose: ready.dispose,
  };
}
