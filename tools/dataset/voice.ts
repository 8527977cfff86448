import { param } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';

/** Where a voice starts, in Hz. */
const START_HZ = 150;
/** Harmonics up to this are heard; those of a lower voice are more. */
const HIGHEST_HZ = 4000;
const LOWEST_HZ = 60;
/** Octaves that a value of 1 stands for: a step of the default optimizer moves the pitch by a fiftieth of an octave or so. */
const OCTAVES = 4;
/** Centres of the bands that colour the voice, and decibels that a value of 1 stands for. */
const BANDS = 24;
const BAND_DB = 200;

/**
 * A voice that holds one tone: harmonics of a fundamental frequency whose levels follow a coloured spectrum. All that can be written
 * is the pitch (`pitch`, `[batch, 1]`, octaves from 150 Hz over 4) and the colour (`color`, `[batch, 24]`, bands even in
 * Mel, dB over 200). A sound of noise satisfies a probe for pitch without having one; this can't.
 */
export function voice() {
  return param.custom('voice', {
    init: (_, { batch }) => ({
      pitch: { data: new Float32Array(batch), shape: [batch, 1] },
      color: { data: new Float32Array(batch * BANDS), shape: [batch, BANDS] },
    }),
    decode({ pitch, color }, { samples, model }) {
      const hz = tf.mul(tf.exp(tf.mul(tf.clipByValue(pitch, -0.5, 0.5), OCTAVES * Math.LN2)), START_HZ);
      const count = Math.floor(HIGHEST_HZ / LOWEST_HZ);
      const centres = Array.from({ length: BANDS }, (_, i) => 700 * (10 ** ((2146 * (i + 0.5)) / BANDS / 2595) - 1));
      const time = tf.range(0, samples).div(model.sampleRate).reshape([1, samples]);
      let sound = tf.zerosLike(tf.mul(hz, time));
      for (let n = 1; n <= count; n++) {
        const own = tf.mul(hz, n);
        // Mel bands as bells; a tilt of −6 dB an octave; silent towards the highest frequency.
        const width = tf.add(tf.mul(own, 0.12), 60);
        const bells = tf.exp(tf.neg(tf.square(tf.div(tf.sub(own, tf.tensor2d(centres, [1, BANDS])), width))));
        const db = tf.mul(tf.sum(tf.mul(bells, color), 1, true), BAND_DB);
        const fade = tf.sigmoid(tf.div(tf.sub(HIGHEST_HZ - 300, own), 80));
        const level = tf.mul(tf.div(fade, n), tf.exp(tf.mul(tf.clipByValue(db, -30, 30), Math.LN10 / 20)));
        const phase = tf.add(tf.mul(tf.mul(own, time), 2 * Math.PI), (Math.PI * n * n) / count);
        sound = tf.add(sound, tf.mul(level, tf.sin(phase)));
      }
      const size = tf.sqrt(tf.mean(tf.square(sound), 1, true));
      return tf.mul(sound, tf.div(0.1, tf.add(size, 1e-6)));
    },
  });
}
