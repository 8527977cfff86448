import { type ModelAdapter, objectives, render, transforms } from '@audiate/core';
import { approach, type Probe, pitch, rankCorrelation } from '@audiate/dataset';
import { voice } from './voice.ts';

/** Each value is climbed from these, and the best is kept: the score of a pitch has many hills. */
const STARTS_HZ = [85, 125, 180, 260];

/** What was asked of a probe and what the f0 tracker measured in the sound. */
export interface Rung {
  readonly asked: number;
  readonly hz: number;
}

/** Audiates each value of a ladder as a voice, and measures the pitch of what comes out. */
export async function ladder(
  model: ModelAdapter,
  probe: Probe,
  { values, steps, seconds }: { readonly values: readonly number[]; readonly steps: number; readonly seconds: number },
): Promise<{ readonly rungs: readonly Rung[]; readonly correlation: number }> {
  const starts = values.flatMap((value) => STARTS_HZ.map(() => value));
  const { best } = await render(model, objectives.each(starts.map((value) => approach(probe, value))), {
    batch: starts.length,
    steps,
    seconds,
    param: voice(STARTS_HZ),
    transforms: transforms.none(),
    learningRate: 0.01,
    every: 1,
    seed: 1,
  });
  const rungs = values.map((asked, i) => {
    const own = best.slice(i * STARTS_HZ.length, (i + 1) * STARTS_HZ.length);
    const { audio } = own.reduce((a, b) => (b.score > a.score ? b : a));
    return { asked, hz: pitch({ samples: audio, sampleRate: model.sampleRate }).medianHz };
  });
  return {
    rungs,
    correlation: rankCorrelation(
      values,
      rungs.map(({ hz }) => hz),
    ),
  };
}
