import { fold, type Param, param, uniform } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';
import { type Frames, resing } from './resing.ts';
import type { Voice } from './voice.ts';

/** What a voice can reach: pitches in Hz, and octaves that formants move up or down; a woman's are a fifth of an octave above a man's. */
const LOWEST_HZ = 70;
const HIGHEST_HZ = 350;
const TRACT_REACH = 0.3;
/** How steeply the values act: a step of the default optimizer by 0.01 moves the pitch by some 0.06 octaves in the middle. */
const STEEPNESS = 10;
/** A start lies so far within its part of the range. */
const MARGIN = 0.1;

/** How a voice is sung. */
export interface Singing {
  /** Starts of each value that is asked for: one in each part of the range of pitches, drawn by the seed. */
  readonly starts: number;
  /** Whether formants may move, too; else only the pitch can. */
  readonly tract: boolean;
  /** Those of the layer that is climbed. */
  readonly frames: Frames;
}

/**
 * A voice whose pitch, and perhaps vocal tract, is all that can be written: `pitch` and `tract`, `[batch, 1]`. A noise can please a
 * probe for pitch without having any; this can only answer with a pitch. Item `i` begins at start `i mod starts`.
 */
export function sung(voice: Voice, { starts, tract, frames }: Singing): Param {
  const [low, high] = [Math.log2(LOWEST_HZ / voice.middleHz), Math.log2(HIGHEST_HZ / voice.middleHz)];
  return param.custom<'pitch' | 'tract'>('sung', {
    init: (key, { batch }) => {
      const pitch = Float32Array.from({ length: batch }, (_, item) => {
        const part = item % starts;
        const drawn = MARGIN + (1 - 2 * MARGIN) * uniform(fold(key, part), 1)[0]!;
        const share = (part + drawn) / starts;
        return Math.log(share / (1 - share)) / STEEPNESS;
      });
      return { pitch: { data: pitch, shape: [batch, 1] }, tract: { data: new Float32Array(batch), shape: [batch, 1] } };
    },
    decode(values) {
      const pitch = tf.add(tf.mul(tf.sigmoid(tf.mul(values.pitch, STEEPNESS)), high - low), low) as tf.Tensor2D;
      const moved = tf.mul(tf.tanh(tf.mul(values.tract, STEEPNESS)), tract ? TRACT_REACH : 0) as tf.Tensor2D;
      return resing(voice, { pitch, tract: moved }, frames);
    },
  });
}
