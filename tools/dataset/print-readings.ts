import { frameCenter, type ModelAdapter } from '@audiate/core';
import { type ClassProbe, pooledActivations } from '@audiate/dataset';
import * as tf from '@tensorflow/tfjs';
import { quartiles } from '../../bench/statistics.ts';
import { logOdds } from './reading.ts';
import { resing } from './voice/resing.ts';
import type { Voice } from './voice/voice.ts';

/** Octaves that formants rise by, about as much as a woman's are above a man's (Peterson and Barney 1952). */
const TRACT = 0.22;
const MIDDLE_HZ = 160;

/** Prints what a probe for sex reads in voices sung at some pitches: what there is to climb, without a climb. */
export async function printReadings(
  model: ModelAdapter,
  probe: ClassProbe,
  { voices, hz }: { readonly voices: Readonly<Record<string, Voice>>; readonly hz: readonly number[] },
): Promise<void> {
  const info = model.layers[probe.layer]!;
  const frames = { first: frameCenter(info, 0), hop: info.hop };
  console.log(`\nlog odds for ${probe.towards} at ${probe.layer} of voices sung at`);
  console.log(`${''.padEnd(16)}${hz.map((own) => `${own} Hz`.padStart(8)).join('')}`);
  const [byPitch, byTract]: [number[], number[]] = [[], []];
  for (const [name, voice] of Object.entries(voices)) {
    const sing = (own: number, octaves: number) =>
      tf.tidy(() => {
        const pitch = tf.tensor2d([[Math.log2(own / voice.middleHz)]]);
        return resing(voice, { pitch, tract: tf.tensor2d([[octaves]]) }, frames).dataSync() as Float32Array;
      });
    const sounds = [...hz.map((own) => sing(own, 0)), sing(MIDDLE_HZ, 0), sing(MIDDLE_HZ, TRACT)];
    const heard = await pooledActivations(model, sounds, { layers: [probe.layer] });
    const odds = logOdds(probe, heard[probe.layer]!);
    console.log(
      `${name.padEnd(16)}${odds
        .slice(0, hz.length)
        .map((value) => value.toFixed(1).padStart(8))
        .join('')}`,
    );
    byPitch.push(odds[hz.length - 1]! - odds[0]!);
    byTract.push(odds[hz.length + 1]! - odds[hz.length]!);
  }
  const median = (values: readonly number[]) => quartiles(values).median.toFixed(1);
  console.log(
    `median change by the pitch, from ${hz[0]} to ${hz.at(-1)} Hz: ${median(byPitch)}; ` +
      `by formants ${TRACT} octaves up at ${MIDDLE_HZ} Hz: ${median(byTract)}`,
  );
}
