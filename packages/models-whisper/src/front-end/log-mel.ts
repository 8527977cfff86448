import { type BandPowers, runBandPowers } from '@audiate/checkpoints';
import { reflectPad } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** Powers below this count as this much: silence is at −10. */
const FLOOR = 1e-10;
/** So far below the loudest band of an item, in tens of decibels, nothing is told apart. */
const RANGE = 8;

/**
 * Whisper's spectrogram (transformers' WhisperFeatureExtractor): `[batch, samples] → [batch, frames, bins]`, the decimal
 * logarithm of mel powers, not more than 8 below the item's largest, plus 4, divided by 4. The sound is as if followed by
 * silence up to the end of the frames, and reflected at both ends of that. Where a band is clamped, the gradient goes to the
 * loudest band, which it follows; below a power of 1e-10 it is 0, so silence has none.
 * @param frames of `hop` samples each; not fewer than the sound has.
 */
export function logMel(audio: Audio, frontEnd: BandPowers, frames: number): tf.Tensor3D {
  const [batch, samples] = audio.shape;
  const { hop } = frontEnd;
  const half = frontEnd.taps / 2;
  return tf.tidy(() => {
    // Frames further behind hear silence only: they are not computed.
    const heard = Math.min(frames, Math.ceil((samples + half) / hop));
    const needed = (heard - 1) * hop + half;
    const end = Math.min(frames * hop, Math.max(needed, half + 1));
    const padded: tf.Tensor3D = tf.expandDims(
      tf.pad(audio, [
        [0, 0],
        [0, Math.max(0, end - samples)],
      ]),
      2,
    );
    const reflected = reflectPad(padded, [half, Math.max(0, needed - end)]);
    const powers = runBandPowers(tf.squeeze(reflected, [2]), frontEnd);
    const logs: tf.Tensor3D = tf.div(tf.log(tf.maximum(powers, FLOOR)), Math.LN10);
    const bins = logs.shape[2];
    const all = logs.shape[1] === frames ? logs : fitFrames(logs, frames);
    const peak = tf.reshape(tf.max(tf.reshape(logs, [batch, logs.shape[1] * bins]), 1), [batch, 1, 1]);
    // by a sum: the gradient of tf.maximum does not add up what was broadcast
    const least: tf.Tensor3D = tf.add(tf.zerosLike(all), tf.sub(peak, RANGE));
    return tf.div(tf.add(tf.maximum(all, least), 4), 4);
  });
}

/** Silence behind, or what is too much cut. */
function fitFrames(logs: tf.Tensor3D, frames: number): tf.Tensor3D {
  const [batch, heard, bins] = logs.shape;
  if (heard > frames) return tf.slice(logs, [0, 0, 0], [batch, frames, bins]);
  return tf.pad(
    logs,
    [
      [0, 0],
      [0, frames - heard],
      [0, 0],
    ],
    Math.log10(FLOOR),
  );
}
