import { type ModelAdapter, objectives, render } from '@audiate/core';

/** How far a feature was climbed beside the most that it says to speech. */
export interface Climbed {
  readonly unit: number;
  /** Score of the start: 0 where the feature is off. */
  readonly first: number;
  readonly best: number;
}

const [BATCH, STEPS] = [8, 64];

/** Climbs units of a layer, each from its own start of a second, as an event in its middle. */
export async function climb(model: ModelAdapter, layer: string, units: readonly number[]): Promise<Climbed[]> {
  const found: Climbed[] = [];
  for (let from = 0; from < units.length; from += BATCH) {
    const some = units.slice(from, from + BATCH);
    const objective = objectives.each(some.map((unit) => objectives.neuron(layer, unit)));
    const { history, best } = await render(model, objective, { seconds: 1, steps: STEPS, seed: 1, batch: some.length });
    for (const [i, unit] of some.entries()) found.push({ unit, first: history[0]!.total[i]!, best: best[i]!.score });
  }
  return found;
}
