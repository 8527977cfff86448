import * as objectives from '@audiate/objectives';
import { describe, expect, test } from 'vitest';
import { render } from '../render/render.js';
import { renderSteps } from '../render/render-steps.js';
import { replay } from '../render/replay.js';
import { toy } from '../testing/toy-render.js';

const { model, options } = toy;
const objective = objectives.channel('energies', 2);
const several = { ...options, batch: 3, restarts: 3, snapshots: [0, 12] };
const alone = (seed: number) => render(model, objective, { ...options, batch: 3, snapshots: [0, 12], seed });

describe('restarts', () => {
  test('each is the render of its seed, and every item is that of the one that did best', async () => {
    const result = await render(model, objective, several);
    const renders = await Promise.all([5, 6, 7].map(alone));
    expect(result.restarts.map(({ seed }) => seed)).toEqual([5, 6, 7]);
    for (const [i, { audio, scores, asleep, best, history, snapshots, stopped }] of renders.entries()) {
      expect(result.restarts[i]).toEqual({ seed: 5 + i, audio, scores, asleep, best, history, snapshots, stopped });
    }
    for (let item = 0; item < 3; item++) {
      const scores = renders.map(({ best }) => best[item]!.score);
      const winner = renders[result.kept[item]!]!;
      expect(result.best[item]!.score).toBe(Math.max(...scores));
      expect(result.audio[item]).toEqual(winner.audio[item]);
      expect(result.scores[item]).toBe(winner.scores[item]);
      expect(result.snapshots[1]!.audio[item]).toEqual(winner.snapshots[1]!.audio[item]);
      expect(result.history.map(({ total }) => total[item])).toEqual(winner.history.map(({ total }) => total[item]));
    }
    expect(new Set(result.kept).size).toBeGreaterThan(1);
    expect(result.stopped).toBe('done');
  });

  test('terms that couple the batch keep one restart for all items', async () => {
    const diverse = objectives.sum(objective, objectives.scale(objectives.diversity('energies'), 0.1));
    const { kept, restarts } = await render(model, diverse, several);
    expect(new Set(kept).size).toBe(1);
    const sums = restarts.map(({ best }) => best.reduce((sum, { score }) => sum + score, 0));
    expect(sums[kept[0]!]).toBe(Math.max(...sums));
  });

  test.each([3, 12, 17, 30])('cut after %i steps of all and resumed is as if never stopped', async (cut) => {
    const whole = await render(model, objective, several);
    const stop = new AbortController();
    let count = 0;
    const first = await render(model, objective, {
      ...several,
      signal: stop.signal,
      onStep: () => {
        if (++count === cut) stop.abort();
      },
    });
    expect(first.stopped).toBe('aborted');
    expect(await render(model, objective, { ...several, resume: structuredClone(first.state) })).toEqual(whole);
  });

  test('a step tells its restart, its state at that moment, and the result with the last', async () => {
    const seen: [number, number, boolean][] = [];
    const states: ReturnType<typeof steps.state>[] = [];
    let steps!: import('../record/result.js').RenderStep;
    for await (steps of renderSteps(model, objective, { ...several, steps: 2, snapshots: [] })) {
      seen.push([steps.restart, steps.step, Boolean(steps.result)]);
      states.push(steps.state());
      expect(steps.remainingMs > 0).toBe(!steps.result);
    }
    expect(seen).toEqual([0, 1, 2].flatMap((r) => [0, 1].map((step) => [r, step, r === 2 && step === 1])));
    expect(states.map(({ restarts, step }) => [restarts.length, step])).toEqual(
      [0, 1, 2].flatMap((r) => [1, 2].map((step) => [r, step])),
    );
    const rest = await render(model, objective, { ...several, steps: 2, snapshots: [], resume: states[2]! });
    expect(rest.audio).toEqual(steps.result!.audio);
    expect(rest.restarts).toEqual(steps.result!.restarts);
  });

  test('one that ends early leaves NaN in the history of its items', async () => {
    const plateau = { steps: 4, tolerance: 0.2 };
    const { history, restarts, kept } = await render(model, objective, { ...several, steps: 60, plateau });
    const lengths = kept.map((restart) => restarts[restart]!.history.length);
    expect(new Set(lengths).size).toBeGreaterThan(1);
    expect(history).toHaveLength(Math.max(...lengths));
    expect(history.at(-1)!.total.map(Number.isNaN)).toEqual(lengths.map((length) => length < history.length));
  });

  test('replays from JSON', async () => {
    const made = await render(model, objective, { ...several, plateau: { steps: 8 } });
    const again = await replay(JSON.parse(JSON.stringify(made.recipe)), { model });
    expect(again.restarts).toEqual(made.restarts);
  });

  test.each([
    [{ restarts: 0 }, /restarts must be a whole number at least 1 and at most 1024, got 0/],
    [
      { restarts: 3, seed: Number.MAX_SAFE_INTEGER },
      /seed must be a whole number at least 0 and at most 9007199254740989/,
    ],
  ])('refuses %j', async (changes, message) => {
    await expect(render(model, objective, { ...options, ...changes })).rejects.toThrow(message);
  });

  test('a diverged climb does not end the others', async () => {
    const { restarts, stopped, best } = await render(model, objective, { ...several, learningRate: 1e38 });
    expect(restarts.map(({ stopped }) => stopped)).toEqual(['diverged', 'diverged', 'diverged']);
    expect(stopped).toBe('diverged');
    expect(best.every(({ audio }) => audio.every(Number.isFinite))).toBe(true);
  });
});
