import {
  type Clip,
  type Context,
  clipRef,
  copyClip,
  InputError,
  isList,
  isSound,
  type Objective,
  samplesAt,
  show,
  specOf,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { describe, oneTerm, termKind } from '../one-term.js';
import { spectralDistance } from './spectral-distance.js';
import { checkSize } from './spectral-tv.js';

/** Options of {@link distance}. */
export interface DistanceOptions {
  /** Windows in samples, powers of two; 512, 1024 and 2048 unless given. */
  readonly sizes?: readonly number[];
}

/**
 * Nearness to a clip, as people hear it: minus the multi-resolution STFT distance of the raw audio to it, 0 for the clip
 * itself. For each window size spectral convergence, ‖|S| − |S₀|‖ / ‖|S₀|‖, plus the mean |log |S| − log |S₀||; the mean over
 * sizes (Yamamoto, Song and Kim 2020, with windows a quarter apart and magnitudes from −80 dB). Phase doesn't count.
 * Beside a unit it keeps a change to a clip small (Lucid's `input_diff`, which is subtracted, looks at samples).
 * @param clip `[samples]`, linear amplitude, at the model's rate, or a sound of that rate, as long as the render: one for every
 * item, or a list of one for each.
 * @throws InputError for a clip that is empty, silent or not finite, and a size that is no power of two; when bound, for
 * a clip of another rate or length and a list of another size than the batch.
 */
export function distance(clip: Clip | readonly Clip[], options: DistanceOptions = {}): Objective<never> {
  const clips = checkClips(clip);
  const sizes = checkSizes(options.sizes ?? DEFAULT_SIZES);
  const isDefault = String(sizes) === String(DEFAULT_SIZES);
  return oneTerm<never>({
    spec: specOf(distanceKind, { clips, sizes }),
    description: describe('distance', [
      ...clips.map((one) => clipRef(one).hash.slice(0, 8)),
      ...(isDefault ? [] : [sizes.join(' ')]),
    ]),
    layers: [],
    bind(context) {
      const waves = checkFit(clips, context);
      return (_, raw) => {
        const originals = tf.stack(waves.map((samples) => tf.tensor1d(samples))) as tf.Tensor2D;
        const distances = sizes.map((size) => spectralDistance(raw, originals, size));
        return tf.div(tf.addN(distances), -sizes.length) as tf.Tensor1D;
      };
    },
  });
}

/** The kind of {@link distance}. */
export const distanceKind = termKind(
  'distance',
  ({ clips, ...options }: DistanceOptions & { readonly clips: readonly Clip[] }) => distance(clips, options),
);

const DEFAULT_SIZES = [512, 1024, 2048];

function checkSizes(sizes: readonly number[]): number[] {
  if (!isList(sizes) || sizes.length === 0) {
    throw new InputError(`sizes of distance must be a list of at least one window, got ${show(sizes)}`);
  }
  return sizes.map((size) => checkSize('sizes of distance', size));
}

function checkClips(clip: Clip | readonly Clip[]): Clip[] {
  const clips = clip instanceof Float32Array || isSound(clip) ? [clip] : clip;
  if (!isList(clips) || clips.length === 0) {
    throw new InputError(`the clip of distance must be a Float32Array, a sound or a list of them, got ${show(clip)}`);
  }
  return clips.map((item, i) => {
    const copy = copyClip(`clip ${i} of distance`, item);
    const samples = isSound(copy) ? copy.samples : copy;
    if (!samples.every((value) => value === 0)) return copy;
    throw new InputError(`clip ${i} of distance is silent (${samples.length} samples); take energy() instead`);
  });
}

function checkFit(clips: readonly Clip[], { batch, samples, model }: Context): Float32Array[] {
  if (clips.length !== 1 && clips.length !== batch) {
    throw new InputError(`distance has ${clips.length} clips for a batch of ${batch}; give one, or one for each item`);
  }
  const waves = clips.map((clip) => samplesAt('the clip of distance', clip, model));
  const other = waves.find(({ length }) => length !== samples);
  if (!other) return waves;
  throw new InputError(
    `the clip of distance has ${other.length} samples, the render ${samples} at ${model.sampleRate} Hz; ` +
      `render ${other.length} samples, or cut or pad the clip`,
  );
}
