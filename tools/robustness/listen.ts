import {
  activations,
  type EngineName,
  fold,
  type Key,
  key,
  type ModelAdapter,
  normal,
  type Transform,
} from '@audiate/core';
import * as tf from '@tensorflow/tfjs';
import type { UnitScores } from './retention.ts';

/** One channel of one layer. */
export interface Unit {
  readonly layer: string;
  readonly channel: number;
}

/** Draws of each held-out transform and of noise that a score is the mean of. */
const DRAWS = 4;

/** What listens, to which units, under which transforms. */
export interface Listening {
  readonly model: ModelAdapter;
  readonly engine: EngineName | 'auto';
  readonly units: readonly Unit[];
  readonly heldOut: Readonly<Record<string, Transform>>;
}

/** Scores one sound for each unit at the centre frame: clean, as noise of its RMS, and under the held-out transforms. */
export async function listen(sounds: readonly Float32Array[], listening: Listening): Promise<UnitScores[]> {
  const { units, heldOut } = listening;
  const clean = await centreScores(sounds, listening);
  const noise = await meanOfDraws((draw) =>
    centreScores(
      sounds.map((sound, i) => noiseLike(sound, draw, i)),
      listening,
    ),
  );
  const scores: Record<string, number[]> = {};
  for (const [name, transform] of Object.entries(heldOut)) {
    scores[name] = await meanOfDraws((draw) => centreScores(shake(sounds, transform, draw, listening), listening));
  }
  return units.map((_, i) => ({
    clean: clean[i]!,
    noise: noise[i]!,
    heldOut: Object.fromEntries(Object.entries(scores).map(([name, values]) => [name, values[i]!])),
  }));
}

async function centreScores(sounds: readonly Float32Array[], { model, engine, units }: Listening): Promise<number[]> {
  const layers = [...new Set(units.map(({ layer }) => layer))];
  const found = await activations(model, sounds, layers, { engine });
  return units.map(({ layer, channel }, item) => {
    const { data, shape } = found[layer]!;
    const [, frames, channels] = shape;
    return data[(item * frames + Math.floor(frames / 2)) * channels + channel]!;
  });
}

function shake(sounds: readonly Float32Array[], transform: Transform, draw: Key, { model }: Listening): Float32Array[] {
  const [batch, samples] = [sounds.length, sounds[0]!.length];
  const apply = transform.bind({ model, batch, samples });
  return tf.tidy(() => {
    const audio = tf.stack(sounds.map((sound) => tf.tensor1d(sound))) as tf.Tensor2D;
    const heard = apply(audio, draw, { step: 0, strength: 1 });
    const data = heard.dataSync() as Float32Array;
    return sounds.map((_, i) => data.slice(i * heard.shape[1], (i + 1) * heard.shape[1]));
  });
}

function noiseLike(sound: Float32Array, draw: Key, item: number): Float32Array {
  const rms = Math.sqrt(sound.reduce((sum, x) => sum + x * x, 0) / sound.length);
  return normal(fold(draw, item), sound.length).map((x) => rms * x);
}

async function meanOfDraws(score: (draw: Key) => Promise<number[]>): Promise<number[]> {
  const total: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    for (const [i, value] of (await score(fold(key(77), draw))).entries()) total[i] = (total[i] ?? 0) + value / DRAWS;
  }
  return total;
}
