import { fold, key, normal } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { valueAndGradients } from '../value-and-gradients.js';
import type { FrameCounts } from './frame-counts.js';

/** What frame 0 of a layer sees, as samples from 0 on; `undefined` where it sees the whole sound. */
export interface Reach {
  readonly offset: number;
  readonly receptiveField: number;
  /** Whether the first frames see others, too, as those of a sound that is reflected at its ends. */
  readonly beyond: boolean;
}

/** Frames of the sounds in which a reach is looked for, one after another. */
export const REACH_FRAMES: readonly number[] = [16, 64, 256];
/** Sounds of one length, for an activation function may let nothing through in one of them. */
const DRAWS = 2;

/**
 * Which samples the gradient of a frame reaches, in ever longer sounds; undefined where it reaches an end of all, or what
 * does not move with the frame.
 * @param hear answers the layer, `[1, frames, channels]`.
 */
export async function reachOf(
  hear: (audio: tf.Tensor2D) => tf.Tensor3D,
  { minSamples, hop }: FrameCounts,
  { maxSamples, frames: tries }: { readonly maxSamples: number; readonly frames: readonly number[] },
): Promise<Reach | undefined> {
  let tried = 0;
  for (const frames of tries) {
    const samples = Math.min(maxSamples, minSamples + frames * hop);
    if (samples <= tried) break;
    tried = samples;
    const count = Math.floor((samples - minSamples) / hop) + 1;
    const middle = Math.floor(count / 2);
    // a second frame tells whether all begin alike
    const found = [await support(hear, samples, middle), await support(hear, samples, Math.min(count - 1, middle + 1))];
    const [one, next] = found.map(
      (own, i) => own && { begin: own.begin - (middle + i) * hop, end: own.end - (middle + i) * hop },
    );
    if (!one || !next) continue;
    if (found.some((own) => own!.begin === 0 || own!.end === samples)) continue;
    // what stays where it is, as the loudest place of the sound, moves against the frame
    if (Math.abs(one.begin - next.begin) >= hop || Math.abs(one.end - next.end) >= hop) continue;
    const offset = Math.min(one.begin, next.begin);
    const reach = { offset, receptiveField: Math.max(one.end, next.end) - offset };
    return { ...reach, beyond: !(await keepsWithin(hear, { minSamples, hop }, reach)) };
  }
  return undefined;
}

/** Whether the first frames see no sample outside, as those of a sound that is reflected at its ends may. */
async function keepsWithin(
  hear: (audio: tf.Tensor2D) => tf.Tensor3D,
  { minSamples, hop }: FrameCounts,
  { offset, receptiveField }: Omit<Reach, 'beyond'>,
): Promise<boolean> {
  for (let frame = 0; frame < FIRST_FRAMES; frame++) {
    const found = await support(hear, minSamples + (FIRST_FRAMES + 1) * hop, frame);
    const start = frame * hop + offset;
    if (found && (found.begin < start || found.end > start + receptiveField)) return false;
  }
  return true;
}

/** So many frames from the first one on are looked at. */
const FIRST_FRAMES = 3;

/** The first sample that a frame's gradient reaches, and the first behind the last one. */
async function support(
  hear: (audio: tf.Tensor2D) => tf.Tensor3D,
  samples: number,
  frame: number,
): Promise<{ begin: number; end: number } | undefined> {
  let [begin, end] = [samples, 0];
  for (let draw = 0; draw < DRAWS; draw++) {
    const gradient = tf.tidy(() => {
      const audio = tf.tensor2d(noise(samples, draw), [1, samples]);
      const score = (x: tf.Tensor): tf.Scalar => {
        const layer = hear(x as tf.Tensor2D);
        const channels = layer.shape[2];
        const chosen = tf.slice(layer, [0, frame, 0], [1, 1, channels]);
        return tf.sum(tf.mul(chosen, tf.tensor(normal(fold(key(32), draw), channels), [1, 1, channels])));
      };
      return valueAndGradients((x) => score(x!), [audio]).grads[0];
    });
    if (!gradient) continue;
    const numbers = await gradient.data();
    gradient.dispose();
    const first = numbers.findIndex((number) => number !== 0);
    if (first < 0) continue;
    begin = Math.min(begin, first);
    end = Math.max(end, numbers.findLastIndex((number) => number !== 0) + 1);
  }
  return end > begin ? { begin, end } : undefined;
}

/** Noise; in the second draw its middle is quiet, so that a floor below what is loudest shows. */
function noise(samples: number, draw: number): Float32Array {
  const isQuiet = (at: number) => draw === 1 && at > samples / 4 && at < (3 * samples) / 4;
  return normal(fold(key(31), draw), samples).map((number, at) => (isQuiet(at) ? 1e-6 : 0.1) * number);
}
