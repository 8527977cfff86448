import {
  type EngineChoice,
  fold,
  key,
  type ModelAdapter,
  type Objective,
  param,
  objectives as parts,
  render,
  transforms,
  uniform,
} from '@audiate/core';
import { heardObjective } from '../listening/heard-objective.js';
import { matchedNoise } from '../listening/matched-noise.js';
import { unitOf } from '../listening/unit-of.js';
import { spectralSlope } from '../naturalness/spectral-slope.js';
import { spectrogramDensity } from '../naturalness/spectrogram-density.js';
import { rms } from '../numbers/rms.js';
import { retention } from '../retention/retention.js';
import type { Speech } from '../speech/speech.js';
import { topMoments } from '../speech/top-moments.js';

/** One line of the table: a sound beside what it is to be compared with, all at the RMS of the sound. */
export interface Baseline {
  readonly name: 'the sound' | 'noise' | 'random clip' | 'top clip' | 'plain ascent';
  /** The clean score; of noise the mean over the draws. */
  readonly score: number;
  /** Mean retention; NaN for noise, and where the score is not above that of noise. */
  readonly retention: number;
  readonly density: number;
  readonly slopeDbPerOctave: number;
}

/** What baselines are made of. */
export interface BaselineOptions {
  readonly speech?: Speech | undefined;
  /** The unit's top clips, as long as the sounds, instead of the most exciting moments of the speech. */
  readonly clips?: readonly (readonly Float32Array[])[] | undefined;
  /** Steps of the plain ascent; none is made where 0. */
  readonly steps: number;
  readonly seed: number;
  readonly draws: number;
  readonly engine?: EngineChoice | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how much of the plain ascent is done, 0 … 1. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/**
 * What else might be heard: noise of the same RMS; a random stretch of speech; the stretch that excites the unit most; and what
 * gradient ascent on the bare waveform finds, without transforms, in as many steps.
 * @returns a table for each sound, the sound first.
 * @throws the signal's reason once it is aborted, within one step of the ascent.
 */
export async function baselines(
  model: ModelAdapter,
  sounds: readonly Float32Array[],
  objectives: readonly Objective[],
  options: BaselineOptions,
): Promise<Baseline[][]> {
  const { seed, draws, engine, signal } = options;
  const rows = await soundsOf(model, sounds, objectives, options);
  const tables: Baseline[][] = sounds.map(() => []);
  for (const [name, row] of rows) {
    const items = row.flatMap((sound, i) => (sound ? [{ i, sound: matched(sound, sounds[i]!) }] : []));
    if (items.length === 0) continue;
    const kept = await retention(
      model,
      items.map(({ sound }) => sound),
      items.map(({ i }) => objectives[i]!),
      { seed, draws, ...(engine && { engine }), ...(signal && { signal }) },
    );
    for (const [k, { i, sound }] of items.entries()) {
      tables[i]!.push({
        name,
        score: name === 'noise' ? kept[k]!.noise : kept[k]!.clean,
        retention: name === 'noise' ? Number.NaN : kept[k]!.mean,
        density: spectrogramDensity(sound),
        slopeDbPerOctave: spectralSlope(sound, { sampleRate: model.sampleRate }),
      });
    }
  }
  return tables;
}

type Rows = [Baseline['name'], (Float32Array | undefined)[]][];

async function soundsOf(
  model: ModelAdapter,
  sounds: readonly Float32Array[],
  objectives: readonly Objective[],
  { speech, clips, steps, seed, engine, signal, onShare }: BaselineOptions,
): Promise<Rows> {
  const drawn = fold(key(seed), BASELINES);
  const rows: Rows = [
    ['the sound', [...sounds]],
    ['noise', sounds.map((sound, i) => matchedNoise(sound, fold(drawn, i)))],
  ];
  if (speech) {
    const loud = speech.windows.filter(({ samples }) => rms(samples) > 0);
    const draws = uniform(fold(drawn, sounds.length), sounds.length, 0, loud.length);
    rows.push(['random clip', sounds.map((_, i) => loud[Math.floor(draws[i]!)]?.samples)]);
  }
  const tops: (Float32Array | undefined)[] = [];
  for (const [i, sound] of sounds.entries()) {
    const unit = unitOf(objectives[i]!, model, sound.length);
    tops.push(clips?.[i]?.[0] ?? (speech && unit && (await topMoments(speech, unit, 1))[0]?.samples));
  }
  rows.push(['top clip', tops]);
  if (steps > 0) {
    const plain = await render(model, parts.each(objectives.map((objective) => heardObjective(objective, model))), {
      param: param.waveform(),
      transforms: transforms.none(),
      samples: sounds[0]!.length,
      steps,
      seed,
      ...(engine && { engine }),
      ...(signal && { signal }),
      onStep: ({ step }) => onShare?.((step + 1) / steps),
    });
    signal?.throwIfAborted();
    rows.push(['plain ascent', [...plain.audio]]);
  }
  return rows;
}

/** A sound at the RMS of another; silence stays silence. */
function matched(sound: Float32Array, other: Float32Array): Float32Array {
  const gain = rms(other) / rms(sound);
  return Number.isFinite(gain) ? sound.map((sample) => gain * sample) : sound;
}

/** Keys apart from those of transforms and noise. */
const BASELINES = 2_000_000;
