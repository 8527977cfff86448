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
const REACH_FRAMES: readonly number[] = [16, 64, 256];
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
  maxSamples: number,
): Promise<Reach | undefined> {
  let tried = 0;
  for (const frames of REACH_FRAMES) {
    const samples = Math.min(maxSamples, minSamples + frames * hop);
    if (samples <= tried) break;
    tried = samples;
    const count = Math.floor((samples - minSamples) / hop) + 1;
    const middle = Math.floor(count / 2);
    const own = await period(async (i) => {
      const frame = i > 1 ? middle + i : Math.min(count - 1, middle + i);
      if (frame >= count) return undefined;
      const found = await support(hear, samples, frame);
      if (!found || found.begin === 0 || found.end === samples) return undefined;
      return { begin: found.begin - frame * hop, end: found.end - frame * hop };
    }, hop);
    if (!own) continue;
    const offset = Math.min(...own.map(({ begin }) => begin));
    const reach = { offset, receptiveField: Math.max(...own.map(({ end }) => end)) - offset };
    return { ...reach, beyond: !(await keepsWithin(hear, { minSamples, hop }, reach)) };
  }
  return undefined;
}

/** Samples from the first one to behind the last one. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

/**
 * What the frames from a middle one on reach, as seen from each, until it repeats: mostly at once, and after as many as share
 * a frame of a shallower layer where frames are made of fewer. Undefined where it does not, as with what stays where it is
 * (the loudest place of the sound) and moves against the frame.
 */
async function period(at: (i: number) => Promise<Span | undefined>, hop: number): Promise<readonly Span[] | undefined> {
  const first = await at(0);
  if (!first) return undefined;
  const found = [first];
  for (let i = 1; i <= MAX_PERIOD; i++) {
    const next = await at(i);
    if (!next) return undefined;
    const [begins, ends] = [Math.abs(next.begin - first.begin), Math.abs(next.end - first.end)];
    found.push(next);
    // a neighbour may differ by less: an activation function lets nothing through at an end
    if (i === 1 ? begins < hop && ends < hop : begins === 0 && ends === 0) return found;
  }
  return undefined;
}

/** Frames that are made of one, at most. */
const MAX_PERIOD = 16;

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

/** The first sample that a frame's gradient reaches, and the first behind the last one; undefined where it reaches none. */
export async function support(
  hear: (audio: tf.Tensor2D) => tf.Tensor3D,
  samples: number,
  frame: number,
): Promise<Span | undefined> {
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
