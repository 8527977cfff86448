import type { Clip, ModelAdapter, Objective } from '@audiate/protocol';
import { type EngineOptions, engineOf } from '../engines/engine-options.js';
import { checkModel } from '../hearing/check-model.js';
import { checkClips, checkSounds } from '../hearing/check-sounds.js';
import { hearAtRate } from '../hearing/hear-at-rate.js';
import { type HearingOptions, type Scores, scorer } from './scorer.js';

/** Options of {@link scores}. */
export interface ScoresOptions extends HearingOptions, EngineOptions {}

/**
 * What given sounds score under an objective: clean unless transforms are given, weights at the end of their schedules.
 * A clean score of a render's sound is the `score` that the render says of it. Whoever scores many batches of one shape
 * makes a {@link scorer} once.
 * @param audio one clip or a batch of equally long ones: bare samples, `[samples]`, linear amplitude at the model's rate, or
 * sounds, `{ samples, sampleRate }`, which are converted to it. With `objectives.each` as many as it holds.
 * @throws InputError for what is no model, no sound or no objective, for unequal lengths, and from a term that does not fit.
 */
export async function scores<L extends string>(
  model: ModelAdapter<L>,
  audio: Clip | readonly Clip[],
  objective: Objective<NoInfer<L>> | string,
  options: ScoresOptions = {},
): Promise<Scores> {
  checkModel(model, 'scores');
  const sounds = await hearAtRate(model, checkClips(model as unknown as ModelAdapter, audio));
  const samples = checkSounds(model as unknown as ModelAdapter, sounds);
  const { engine, device, ...hearing } = options;
  const asked = engineOf({ engine, device });
  const ready = await scorer(model, objective, { samples, batch: sounds.length, engine: asked });
  try {
    return await ready.score(sounds, hearing);
  } finally {
    ready.dispose();
  }
}
