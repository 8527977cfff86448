import type { ModelAdapter, Objective } from '@audiate/protocol';
import { expect } from 'vitest';
import type { EngineName } from '../engines/engine.js';
import { render } from '../render/render.js';
import { toy } from './toy-render.js';

/** What engines are compared by: a few steps with two draws of two items. */
export const compared = { ...toy.options, steps: 4, every: 2, draws: 2, batch: 2 };

/** Expects of an engine the scores of the cpu engine to 3 digits and its sounds to a thousandth of their peak. */
export async function expectAsOnCpu<L extends string>(
  engine: EngineName,
  from: ModelAdapter<L>,
  target: Objective<NoInfer<L>>,
): Promise<void> {
  const ours = await render(from, target, { ...compared, engine });
  const theirs = await render(from, target, { ...compared, engine: 'cpu' });
  expect(ours.engine.name).toBe(engine);
  expect(ours.history).toHaveLength(4);
  for (const [i, { total }] of theirs.history.entries()) {
    for (const [item, score] of total.entries()) expect(ours.history[i]!.total[item]).toBeCloseTo(score, 3);
  }
  for (const [item, sound] of theirs.audio.entries()) {
    const difference = Math.max(...sound.map((x, i) => Math.abs(x - ours.audio[item]![i]!)));
    expect(difference / Math.max(...sound.map(Math.abs))).toBeLessThan(1e-3);
  }
}
