import type { ModelAdapter, Objective } from '@audiate/protocol';
import type { RenderResult } from '../record/result.js';
import { checkOptions, type RenderOptions } from './options.js';
import { renderSteps } from './render-steps.js';

/**
 * Finds a sound that makes an objective as large as it can: gradient ascent on a waveform through a frozen model
 * (Lucid: `render_vis`).
 *
 * @param objective an objective on layers of the model, or the short form `'encoder.1:17'` for a channel.
 * @returns the last and the best sound of each item, scores, recipe and a state to go on from. Aborting and diverging
 * resolve, too: `stopped` says which. With `restarts` it is what the best restart of each item gave.
 * @throws InputError before the first step for anything that does not fit: an unknown layer, a channel out of range,
 * audio shorter than the model needs, an engine that does not start … What a user's own part or `onStep` throws passes
 * through.
 *
 * Cost of a step: one forward and one backward pass of the model as deep as the objective reads, times `draws`, and a
 * forward pass more every `every` steps. The event loop is let in after every step.
 */
export async function render<L extends string>(
  model: ModelAdapter<L>,
  objective: Objective<NoInfer<L>> | string,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const { onStep, ...rest } = checkOptions('options of render', options);
  const steps = renderSteps(model, objective, rest);
  while (true) {
    const next = await steps.next();
    if (next.done) return next.value;
    await onStep?.(next.value);
  }
}
