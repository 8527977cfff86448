import type { RenderResult } from '../record/result.js';
import { describeObjective } from './describe-objective.js';

/** What a card and a picture tell of one item of a result. */
export interface ResultCard {
  /** What was climbed: `neuron(encoder.1, 17)`. */
  readonly title: string;
  /** Score, seed and steps in one line. */
  readonly subtitle: string;
  /** What to know before listening, where there is such: that a unit stayed asleep. */
  readonly description?: string;
  readonly audio: Float32Array;
  readonly sampleRate: number;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The total of every step, on the heard audio. */
  readonly curve: readonly { readonly step: number; readonly score: number }[];
}

/** The card of one item's last sound: its target, its score as it is and when shaken, seed, and where it was made. */
export function resultCard(result: RenderResult, item: number, title = describeTarget(result, item)): ResultCard {
  const { recipe, best, sampleRate, restarts } = result;
  const { model, batch, steps, environment } = recipe;
  const { history, seed, stopped } = restarts[result.kept[item]!]!;
  const shaken = history.at(-1)?.total[item];
  const peak = best[item]!;
  const asleep = result.asleep[item]!;
  const score = result.scores[item]!.toPrecision(4);
  const others = restarts.map((restart) => restart.best[item]!.score.toPrecision(4)).join(', ');
  return {
    title,
    subtitle: `score ${score}, seed ${seed}${batch > 1 ? `, item ${item}` : ''}, ${history.length} steps, ${model.name}`,
    ...(asleep.length > 0 ? { description: `Asleep to the end: ${asleep.join(', ')}. ${ADVICE}` } : {}),
    audio: result.audio[item]!,
    sampleRate,
    facts: [
      { name: 'target', value: title },
      { name: 'score', value: score },
      { name: 'score when shaken', value: shaken === undefined ? 'none' : shaken.toPrecision(4) },
      { name: 'best on the way', value: `${peak.score.toPrecision(4)} after ${peak.step} steps` },
      ...(restarts.length > 1 ? [{ name: `best of ${restarts.length} restarts`, value: others }] : []),
      { name: 'seed', value: batch > 1 ? `${seed}, item ${item} of ${batch}` : String(seed) },
      { name: 'ended', value: `${stopped} after ${history.length} of ${steps} steps` },
      ...(asleep.length > 0 ? [{ name: 'asleep at the end', value: asleep.join(', ') }] : []),
      { name: 'model', value: model.name },
      { name: 'engine', value: environment.engineDetail },
    ],
    curve: history.map(({ step, total }) => ({ step, score: total[item]! })),
  };
}

/** Source of the advice: the doc comment of `Restart.asleep`. */
const ADVICE =
  'The unit does not answer to this sound yet: try more steps, another seed, or its layer before the activation function (.pre).';

/** The terms that concern an item. */
function describeTarget({ recipe, restarts, kept }: RenderResult, item: number): string {
  const scored = restarts[kept[item]!]!.history.at(-1)?.terms;
  const own = recipe.objective.filter(({ description }) => !scored || !Number.isNaN(scored[description]?.[item]));
  return describeObjective(own, recipe.steps);
}
