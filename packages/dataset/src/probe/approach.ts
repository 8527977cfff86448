import { type Objective, objectives } from '@audiate/core';
import { arrayRef, checkNumber } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Probe, ProbeMap } from './probe-result.js';

/**
 * A sound in which a probe reads a value: minus the squared distance of what it reads in the mean over frames, in standard
 * deviations of its labels; of a probe for classes, of the log odds for its class `towards`, in units of 1. Where `objectives.direction`
 * asks for ever more, this asks for so much: a ladder of values gives a ladder of sounds. For probes of the pool `'mean'`.
 *
 * A recipe names it by layer, a hash of the map, and value, and `replay` asks for the part.
 * @param value in the labels' unit (Hz, dB …), or log odds.
 * @throws InputError for a value that is not finite.
 */
export function approach<L extends string>(probe: Probe<L>, value: number): Objective<L> {
  checkNumber('value to approach', value);
  const { weights, intercept } = readingOf(probe);
  const hash = arrayRef(Float32Array.of(...weights, intercept)).hash.slice(0, 8);
  const scale = probe.kind === 'numbers' ? probe.labels.deviation : 1;
  return objectives.custom(`approach(${probe.layer}#${hash}, ${value})`, [probe.layer], (activations) => {
    const pooled = tf.mean<tf.Tensor2D>(activations[probe.layer], 1);
    const map = tf.tensor2d(weights, [weights.length, 1]);
    const distance = tf.div(tf.add(tf.squeeze(tf.matMul(pooled, map), [1]), intercept - value), scale);
    return tf.neg(tf.square(distance));
  });
}

/** The map whose reading is asked for: of classes the odds of one against the others' mean. */
function readingOf(probe: Probe): { readonly weights: Float32Array; readonly intercept: number } {
  if (probe.kind === 'numbers') return probe.map;
  const own = probe.classes.indexOf(probe.towards);
  const others = probe.maps.filter((_, c) => c !== own);
  const less = (from: number, read: (map: ProbeMap) => number) =>
    from - others.reduce((sum, map) => sum + read(map), 0) / others.length;
  const { weights, intercept } = probe.maps[own]!;
  return {
    weights: weights.map((weight, c) => less(weight, (map) => map.weights[c]!)),
    intercept: less(intercept, (map) => map.intercept),
  };
}
