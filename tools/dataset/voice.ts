import { type Param, param } from '@audiate/core';
import * as tf from '@tensorflow/tfjs';
import { harmonics } from './harmonics.ts';

/** The middle of what a voice can reach, in Hz, and the octaves about it. */
const MIDDLE_HZ = 150;
const REACH_OCTAVES = 1.2;
/** Octaves that a value of 1 stands for: a step of the default optimizer moves the pitch by a hundredth of an octave or so. */
const OCTAVES = 4;
/** Nothing sounds above. */
const HIGHEST_HZ = 4000;
/** Harmonics, so that the lowest voice has them up to 2.6 kHz. */
const COUNT = 40;
/** Formants of a schwa: centre and bandwidth in Hz. */
const FORMANTS = [
  [500, 160],
  [1500, 240],
  [2500, 320],
] as const;
const BETWEEN = 0.05;

/**
 * A voice that holds one vowel, a schwa: harmonics of a fundamental frequency under three formants. All that can be written is the
 * pitch (`pitch`, `[batch, 1]`, octaves from 150 Hz over 4). A noise can please a probe for pitch without having any, and a colour
 * that is free is moved before the pitch is; this can only answer with a pitch.
 * @param startsHz where the items begin, one after the other, over again.
 */
export function voice(startsHz: readonly number[]): Param {
  return param.custom('voice', {
    init: (_, { batch }) => ({
      pitch: {
        data: Float32Array.from({ length: batch }, (_, item) => {
          const octaves = Math.log2(startsHz[item % startsHz.length]! / MIDDLE_HZ);
          return (Math.atanh(octaves / REACH_OCTAVES) * REACH_OCTAVES) / OCTAVES;
        }),
        shape: [batch, 1],
      },
    }),
    decode({ pitch }, { samples, model }) {
      const octaves = tf.mul(tf.tanh(tf.div(tf.mul(pitch, OCTAVES), REACH_OCTAVES)), REACH_OCTAVES);
      const hz: tf.Tensor2D = tf.mul(tf.exp(tf.mul(octaves, Math.LN2)), MIDDLE_HZ);
      const own = tf.mul(hz, tf.range(1, COUNT + 1).reshape([1, COUNT]));
      const bells = FORMANTS.map(([centre, width]) => tf.exp(tf.neg(tf.square(tf.div(tf.sub(own, centre), width)))));
      const vowel = tf.add(tf.addN(bells), BETWEEN);
      const fade = tf.sigmoid(tf.div(tf.sub(HIGHEST_HZ - 300, own), 80));
      const levels = tf.mul(vowel, tf.div(fade, tf.range(1, COUNT + 1).reshape([1, COUNT]))) as tf.Tensor2D;
      const sound = harmonics(hz, levels, { samples, sampleRate: model.sampleRate });
      return tf.mul(sound, tf.div(0.1, tf.add(tf.sqrt(tf.mean(tf.square(sound), 1, true)), 1e-6)));
    },
  });
}
