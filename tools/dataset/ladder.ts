import { type ModelAdapter, objectives, render, transforms } from '@audiate/core';
import { approach, type Probe, pitch, rankCorrelation } from '@audiate/dataset';
import { voice } from './voice.ts';

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
  const { audio } = await render(model, objectives.each(values.map((value) => approach(probe, value))), {
    batch: values.length,
    steps,
    seconds,
    param: voice(),
    transforms: transforms.none(),
    learningRate: 0.02,
    seed: 1,
  });
  const rungs = audio.map((samples, i) => ({
    asked: values[i]!,
    hz: pitch({ samples, sampleRate: model.sampleRate }).medianHz,
  }));
  return {
    rungs,
    correlation: rankCorrelation(
      values,
      rungs.map(({ hz }) => hz),
    ),
  };
}
