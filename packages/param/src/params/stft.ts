import { irfft, linearMap, scaleRows } from '@audiate/ops';
import { checkNumber, InputError, type Kind, type Param, show, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Framing, frameCountOf, hann, overlapAdd, windowedFrames } from '../fourier/overlap-add.js';
import { spectrumShape } from '../fourier/spectrum-shape.js';
import { checkPrior, type PriorOptions } from '../prior/prior.js';
import { checkStartAudio, type StartAudio, startAudioFor } from '../start/start-audio.js';
import { startNoise } from '../start/start-noise.js';

/** Options of {@link stft}. */
export interface StftOptions extends PriorOptions {
  /** Length of a frame in samples, a power of two from 4 to 65,536; 512 unless given, 32 ms at 16 kHz. */
  readonly window?: number;
  /** How many frames overlap at a sample: 2, 4, 8 …, at most `window`; 4 unless given. */
  readonly overlap?: number;
  /** How unevenly frequencies move, as in `spectrum`; 0.45 unless given. */
  readonly preconditioning?: number;
  /** Audio to start from instead of noise, as long as the render; {@link stft} says how exactly it is kept. */
  readonly from?: StartAudio;
}

/**
 * The coefficients of a short-time Fourier transform as values (`coefficients`, `[batch, frames, 2, bins]`, real parts then
 * imaginary parts): where `spectrum` moves a frequency everywhere at once, this moves it for some milliseconds. Frames are
 * the inverse transforms of `coefficients · A` (A as in `spectrum`), put together by overlap-add under a periodic Hann window
 * and divided by the sum of its squares, as torch.istft does. More values than samples: many sets stand for one sound.
 *
 * `from` is decoded to within 1e-6 of its peak, less what each frame has below `floorHz` or where the prior is 0.
 * @throws InputError for options out of range, at bind for a floor at the Nyquist frequency or `from` of another length.
 */
export function stft(options: StftOptions = {}): Param {
  const prior = checkPrior(options);
  const window = powerOfTwo('window', options.window ?? 512, 4, 65_536);
  const overlap = powerOfTwo('overlap', options.overlap ?? 4, 2, window);
  const preconditioning = checkNumber('preconditioning', options.preconditioning ?? 0.45, { min: 0, max: 1 });
  const from = options.from === undefined ? undefined : checkStartAudio(options.from);
  return {
    spec: specOf(stftKind, { ...prior, window, overlap, preconditioning, from }),
    bind(context) {
      const { batch, samples, model } = context;
      const start = from && startAudioFor(from, context);
      const framing: Framing = { window, hop: window / overlap, samples };
      const [frames, bins] = [frameCountOf(framing), window / 2 + 1];
      const shape = spectrumShape({ prior, preconditioning, samples: window, sampleRate: model.sampleRate });
      // Unlike frames of variance 1 become audio of variance 1 / Σ w², the mean of w² times the overlap.
      const level = Math.sqrt(hann(window).reduce((sum, w) => sum + w * w, 0) / framing.hop);
      const amplitudes = shape.amplitudes.map((amplitude) => level * amplitude);
      const weights = Float64Array.from({ length: frames * 2 * bins }, (_, i) => shape.startWeights[i % (2 * bins)]!);
      return {
        init(key) {
          const data = start
            ? shape.coefficientsOf(start.flatMap((item) => framesOf(item, framing))).map((value) => value / level)
            : startNoise(key, batch, weights);
          return { coefficients: { data, shape: [batch, frames, 2, bins] } };
        },
        decode({ coefficients }) {
          const width = 2 * bins;
          const flat: tf.Tensor2D = tf.reshape(coefficients!, [batch * frames, width]);
          const sounds = irfft(tf.reshape(scaleRows(flat, amplitudes), [batch * frames, 2, bins]));
          return linearMap(tf.reshape(sounds, [batch, frames * window]), overlapAdd(framing));
        },
      };
    },
  };
}

/** The kind of {@link stft}. */
export const stftKind: Kind<Param> = { kind: 'stft', make: stft };

function framesOf(audio: Float32Array, framing: Framing): Float32Array[] {
  const { window } = framing;
  const row = windowedFrames(audio, framing);
  return Array.from({ length: row.length / window }, (_, frame) => row.subarray(frame * window, (frame + 1) * window));
}

function powerOfTwo(thing: string, value: number, min: number, max: number): number {
  checkNumber(thing, value, { min, max, integer: true });
  if (Number.isInteger(Math.log2(value))) return value;
  throw new InputError(
    `${thing} must be a power of two, got ${show(value)}; choose ${2 ** Math.round(Math.log2(value))}`,
  );
}
