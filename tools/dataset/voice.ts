import { type Param, param } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';
import { harmonics } from './harmonics.ts';

/** Where a voice starts, in Hz, and the octaves about it that it can reach. */
const START_HZ = 150;
const REACH_OCTAVES = 1.2;
/** Octaves that a value of 1 stands for: a step of the default optimizer moves the pitch by a hundredth of an octave or so. */
const OCTAVES = 4;
/** Nothing sounds above. */
const HIGHEST_HZ = 4000;
/** Harmonics, so that the lowest voice has them up to 2.6 kHz. */
const COUNT = 40;
/** Bands that colour the voice, and decibels that a value of 1 stands for; at most so many. */
const BANDS = 24;
const BAND_DB = 200;
const MOST_DB = 30;

/**
 * A voice that holds one tone: harmonics of a fundamental frequency under a colour. All that can be written is the pitch (`pitch`,
 * `[batch, 1]`, octaves from 150 Hz over 4) and the colour (`color`, `[batch, 24]`, bands even in mel, dB over 200). A noise
 * can please a probe for pitch without having any; this can't.
 */
export function voice(): Param {
  return param.custom('voice', {
    init: (_, { batch }) => ({
      pitch: { data: new Float32Array(batch), shape: [batch, 1] },
      color: { data: new Float32Array(batch * BANDS), shape: [batch, BANDS] },
    }),
    decode({ pitch, color }, { samples, model }) {
      const octaves = tf.mul(tf.tanh(tf.div(tf.mul(pitch, OCTAVES), REACH_OCTAVES)), REACH_OCTAVES);
      const hz: tf.Tensor2D = tf.mul(tf.exp(tf.mul(octaves, Math.LN2)), START_HZ);
      const own = tf.mul(hz, tf.range(1, COUNT + 1).reshape([1, COUNT]));
      const mel = tf.mul(tf.log(tf.add(tf.div(own, 700), 1)), 1127);
      const top = 1127 * Math.log(1 + HIGHEST_HZ / 700);
      const centres = tf
        .range(0, BANDS)
        .add(0.5)
        .mul(top / BANDS)
        .reshape([1, 1, BANDS]);
      const bells = tf.exp(tf.neg(tf.square(tf.div(tf.sub(tf.expandDims(mel, 2), centres), top / BANDS))));
      const db = tf.sum(tf.mul(bells, tf.expandDims(tf.mul(color, BAND_DB), 1)), 2);
      const colored = tf.exp(tf.mul(tf.tanh(tf.div(db, MOST_DB)), (MOST_DB * Math.LN10) / 20));
      const fade = tf.sigmoid(tf.div(tf.sub(HIGHEST_HZ - 300, own), 80));
      const levels = tf.mul(colored, tf.div(fade, tf.range(1, COUNT + 1).reshape([1, COUNT]))) as tf.Tensor2D;
      const sound = harmonics(hz, levels, { samples, sampleRate: model.sampleRate });
      return tf.mul(sound, tf.div(0.1, tf.add(tf.sqrt(tf.mean(tf.square(sound), 1, true)), 1e-6)));
    },
  });
}
