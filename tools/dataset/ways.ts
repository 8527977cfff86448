import type { ModelAdapter } from '@audiate/core';
import type { Probe } from '@audiate/dataset';
import { agreement, type Climbing, ladder } from './ladder.ts';
import { hasPraat, praatPitch } from './praat.ts';

/** A way to climb a ladder: which probe is asked, with which voices. */
export interface Way {
  readonly title: string;
  readonly probe: Probe;
  readonly climbing: Climbing;
  /** How a value that was asked is written. */
  readonly write: (asked: number) => string;
}

/** Climbs a way and prints what was measured, every rung of it. */
export async function printWay(model: ModelAdapter, { title, probe, climbing, write }: Way): Promise<void> {
  const { values, voices, seeds, starts } = climbing;
  const rungs = await ladder(model, probe, climbing);
  const praat = hasPraat()
    ? praatPitch(
        rungs.map(({ audio }) => audio),
        model.sampleRate,
      )
    : undefined;
  const unpitched = rungs.filter(({ hz }) => Number.isNaN(hz)).length;
  console.log(`\n${title}, at ${probe.layer}: Hz by the f0 tracker for ${seeds.length} seeds, ${starts} starts each`);
  console.log(`${''.padEnd(16)}${values.map((value) => write(value).padStart(14)).join('')}`);
  for (const name of Object.keys(voices)) {
    const cell = (asked: number) =>
      rungs
        .filter((rung) => rung.voice === name && rung.asked === asked)
        .map(({ hz }) => hz.toFixed(0))
        .join(' ');
    console.log(`${name.padEnd(16)}${values.map((value) => cell(value).padStart(14)).join('')}`);
  }
  const alone = Object.keys(voices).flatMap((name) =>
    seeds.map((seed) => agreement(rungs.filter((rung) => rung.voice === name && rung.seed === seed))),
  );
  console.log(
    `rank correlation over all ${rungs.length}: ${agreement(rungs).toFixed(2)}` +
      `${praat ? `, by Praat ${agreement(rungs, praat).toFixed(2)}` : ', Praat is not installed'}` +
      `; of one voice and seed ${range(alone)}${unpitched > 0 ? `; ${unpitched} without a pitch` : ''}`,
  );
}

const range = (values: readonly number[]) =>
  [Math.min, Math.max].map((of) => values.reduce((a, b) => of(a, b)).toFixed(2)).join(' to ');
