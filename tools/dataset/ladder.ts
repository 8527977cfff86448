import { frameCenter, type ModelAdapter, objectives, render, transforms } from '@audiate/core';
import { approach, type Probe, pitch, rankCorrelation } from '@audiate/dataset';
import { sung } from './voice/sung.ts';
import type { Voice } from './voice/voice.ts';

/** What was asked of a probe, and what came out. */
export interface Rung {
  readonly asked: number;
  /** The voice and the seed that it was climbed with. */
  readonly voice: string;
  readonly seed: number;
  readonly audio: Float32Array;
  /** What the f0 tracker measures; NaN without a pitch. */
  readonly hz: number;
}

/** How a ladder is climbed. */
export interface Climbing {
  /** Values asked of the probe. */
  readonly values: readonly number[];
  /** What is sung, by name. */
  readonly voices: Readonly<Record<string, Voice>>;
  /** Each draws its own start pitches. */
  readonly seeds: readonly number[];
  /** Each value is climbed from so many; the one that the probe likes best is kept. */
  readonly starts: number;
  readonly steps: number;
  /** Whether formants may move besides the pitch. */
  readonly tract?: boolean;
}

/** Audiates each value with each voice from each seed, and measures the pitch of what comes out. Which start is kept is told by the probe, not by the measure. */
export async function ladder(model: ModelAdapter, probe: Probe, climbing: Climbing): Promise<readonly Rung[]> {
  const { values, voices, seeds, starts, steps, tract = false } = climbing;
  const wanted = values.flatMap((value) => Array.from({ length: starts }, () => approach(probe, value)));
  const info = model.layers[probe.layer]!;
  const frames = { first: frameCenter(info, 0), hop: info.hop };
  const rungs: Rung[] = [];
  for (const [name, voice] of Object.entries(voices)) {
    for (const seed of seeds) {
      const { best } = await render(model, objectives.each(wanted), {
        batch: wanted.length,
        steps,
        samples: voice.hz.length,
        param: sung(voice, { starts, tract, frames }),
        transforms: transforms.none(),
        learningRate: 0.01,
        every: 2,
        seed,
      });
      for (const [i, asked] of values.entries()) {
        const own = best.slice(i * starts, (i + 1) * starts);
        const { audio } = own.reduce((a, b) => (b.score > a.score ? b : a));
        rungs.push({
          asked,
          voice: name,
          seed,
          audio,
          hz: pitch({ samples: audio, sampleRate: model.sampleRate }).medianHz,
        });
      }
    }
  }
  return rungs;
}

/** Rank correlation of what was asked and a measure, over all voices and seeds; rungs without a measure are left out. */
export function agreement(rungs: readonly Rung[], measured: readonly number[] = rungs.map(({ hz }) => hz)): number {
  const known = rungs.flatMap(({ asked }, i) => (Number.isNaN(measured[i]) ? [] : [[asked, measured[i]!] as const]));
  return rankCorrelation(
    known.map(([asked]) => asked),
    known.map(([, hz]) => hz),
  );
}
