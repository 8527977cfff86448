import {
  type EngineOptions,
  engineOf,
  fold,
  key,
  type ModelAdapter,
  type Objective,
  type Transform,
} from '@audiate/core';
import { checkNumber, checkSignal } from '@audiate/protocol';
import { type Listener, listener } from '../listening/listener.js';
import { matchedNoise } from '../listening/matched-noise.js';
import { objectiveForEach } from '../listening/objective-for-each.js';
import { mean } from '../numbers/mean.js';
import { turn } from '../stages/turn.js';
import { heldOut, needsNoDraws } from './held-out.js';

/** How much of a sound's score is left when something happens to the sound. */
export interface Retention {
  /** The score of the sound as it is. */
  readonly clean: number;
  /** The mean score of white noise of the same RMS. */
  readonly noise: number;
  /** Over all held-out transforms. */
  readonly mean: number;
  readonly worst: number;
  /** By the name of the transform. */
  readonly each: Readonly<Record<string, number>>;
}

/** Options of {@link retention}. */
export interface RetentionOptions extends EngineOptions {
  /** By name; {@link heldOut} unless given. */
  readonly heldOut?: Readonly<Record<string, Transform>>;
  /** Draws of a random transform and of the noise that a score is the mean of; 4. */
  readonly draws?: number;
  /** What the draws depend on; 0. */
  readonly seed?: number;
  /** Ends it between two transforms: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Sounds that are heard at once. */
const AT_ONCE = 16;

/**
 * The score of each finished sound under held-out transforms over its clean score, both minus the score of noise of the same
 * RMS: 1 when nothing is lost, 0 when no more is left than noise has, more than 1 where the transform helps. NaN where
 * the clean score is not above that of noise: there is nothing to keep. Of the objective only what the model hears counts:
 * terms that read a layer of one sound.
 * @param sounds equally long, `[samples]` at the model's rate.
 * @param objectives what each sound was made for: one for each, or one for all.
 * @returns one for each sound.
 */
export async function retention(
  model: ModelAdapter,
  sounds: readonly Float32Array[],
  objectives: Objective | readonly Objective[],
  options: RetentionOptions = {},
): Promise<Retention[]> {
  const engine = engineOf(options);
  const targets = objectiveForEach(sounds, objectives);
  const found: Retention[] = [];
  for (let from = 0; from < sounds.length; from += AT_ONCE) {
    const some = sounds.slice(from, from + AT_ONCE);
    const ready = await listener(model, targets.slice(from, from + AT_ONCE), {
      samples: some[0]!.length,
      engine,
    });
    try {
      found.push(...(await retained(ready, some, options)));
    } finally {
      ready.dispose();
    }
  }
  return found;
}

async function retained(
  ready: Listener,
  sounds: readonly Float32Array[],
  options: RetentionOptions,
): Promise<Retention[]> {
  const { seed = 0, draws = 4, signal } = options;
  checkSignal(signal);
  checkNumber('draws of retention', draws, { min: 1, integer: true });
  const clean = await ready.score(sounds);
  const noise = await noiseScores(ready, sounds, { seed, draws, signal });
  const rows: Record<string, readonly number[]> = {};
  for (const [name, transform] of Object.entries(options.heldOut ?? heldOut)) {
    await turn(signal);
    const count = needsNoDraws(transform) ? 1 : draws;
    rows[name] = await ready.score(sounds, { transforms: transform, draws: count, seed });
  }
  return sounds.map((_, i) => {
    const above = clean[i]! - noise[i]!;
    const left = Object.entries(rows).map(([name, scores]) => {
      return [name, above > 0 ? (scores[i]! - noise[i]!) / above : Number.NaN] as const;
    });
    const values = left.map(([, value]) => value);
    return {
      clean: clean[i]!,
      noise: noise[i]!,
      mean: mean(values),
      worst: Math.min(...values),
      each: Object.fromEntries(left),
    };
  });
}

/** The mean score of noise of each sound's RMS. */
export async function noiseScores(
  ready: Listener,
  sounds: readonly Float32Array[],
  { seed, draws, signal }: { readonly seed: number; readonly draws: number; readonly signal: AbortSignal | undefined },
): Promise<number[]> {
  const sums = sounds.map(() => 0);
  for (let draw = 0; draw < draws; draw++) {
    await turn(signal);
    const drawn = fold(fold(key(seed), NOISE), draw);
    const scores = await ready.score(sounds.map((sound, i) => matchedNoise(sound, fold(drawn, i))));
    for (const [i, score] of scores.entries()) sums[i]! += score / draws;
  }
  return sums;
}

/** Keys of the noise, apart from those of the transforms. */
const NOISE = 1_000_000;
