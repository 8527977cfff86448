import { irfft, linearMap, rfft } from '@audiate/ops';
import { checkNumber, fold, type Kind, type Param, specOf, type Value } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type Octaves, octavesOf, spansOf } from '../fourier/octaves.js';
import { spectraOf } from '../fourier/spectra-of.js';
import { checkPrior, type PriorOptions } from '../prior/prior.js';
import { checkStartAudio, type StartAudio, startAudioFor } from '../start/start-audio.js';
import { startNoise } from '../start/start-noise.js';

/** Options of {@link pyramid}. */
export interface PyramidOptions extends PriorOptions {
  /** How many bands, 1 to 20; 7 unless given: at 16 kHz six octaves from 8,000 Hz down to 125 and all below. */
  readonly octaves?: number;
  /** Audio to start from instead of noise, as long as the render; {@link pyramid} says how exactly it is kept. */
  readonly from?: StartAudio;
}

/**
 * Octave bands as values (`octave0`, the highest, `octave1`, …, each `[batch, samples at its own rate]`), after Lucid's
 * `laplacian_pyramid_image` (Burt and Adelson 1983), with bands that do not overlap. The waveform is their sum, each
 * scaled by the prior's amplitudes; the last band holds all that is below, and short audio has fewer bands, of 8 samples
 * at least.
 * As an optimizer that normalises gradients does so for each array, all octaves move at one pace, also those to which the
 * model is nearly deaf. The random start has the prior's spectrum, values of RMS 0.01 and an audio RMS of about 0.1.
 *
 * `from` is decoded to within 1e-6 of its peak, less what lies below `floorHz` or where the prior is 0.
 * @throws InputError for options out of range, at bind for a floor at the Nyquist frequency or `from` of another length.
 */
export function pyramid(options: PyramidOptions = {}): Param {
  const prior = checkPrior(options);
  const octaves = checkNumber('octaves', options.octaves ?? 7, { min: 1, max: 20, integer: true });
  const from = options.from === undefined ? undefined : checkStartAudio(options.from);
  return {
    spec: specOf(pyramidKind, { ...prior, octaves, from }),
    bind(context) {
      const { batch, samples, model } = context;
      const start = from && startAudioFor(from, context);
      const bands = octavesOf({ prior, octaves, samples, sampleRate: model.sampleRate });
      const sum = summing(bands);
      return {
        init(key) {
          const arrays = bands.octaves.map(({ name, length }, i): [string, Value] => {
            const data = start
              ? octaveOf(bands, i, start)
              : startNoise(fold(key, i), batch, new Float32Array(length).fill(1));
            return [name, { data, shape: [batch, length] }];
          });
          return Object.fromEntries(arrays);
        },
        decode(values) {
          const rows = bands.octaves.map(({ name, length }) =>
            tf.reshape(rfft(values[name] as tf.Tensor2D), [batch, length + 2]),
          );
          const whole = linearMap(tf.concat(rows, 1) as tf.Tensor2D, sum);
          return irfft(tf.reshape(whole, [batch, 2, bands.size / 2 + 1]), samples);
        },
      };
    },
  };
}

/** The kind of {@link pyramid}. */
export const pyramidKind: Kind<Param> = { kind: 'pyramid', make: pyramid };

/** From the spectra of all octaves, one after the other, to the whole spectrum. */
function summing({ size, octaves, amplitudes }: Octaves) {
  const { spans, width } = spansOf(octaves);
  const bins = size / 2 + 1;
  const walk = (visit: (own: number, whole: number, amplitude: number) => void) => {
    for (const { octave, offset } of spans) {
      for (let bin = octave.first; bin < octave.end; bin++) {
        visit(offset + bin, bin, amplitudes[bin]!);
        visit(offset + octave.length / 2 + 1 + bin, bins + bin, amplitudes[bin]!);
      }
    }
  };
  return {
    samples: 2 * bins,
    forward(input: Float32Array) {
      const out = new Float32Array(2 * bins);
      walk((own, whole, amplitude) => {
        out[whole] = amplitude * input[own]!;
      });
      return out;
    },
    adjoint(dy: Float32Array) {
      const out = new Float32Array(width);
      walk((own, whole, amplitude) => {
        out[own] = amplitude * dy[whole]!;
      });
      return out;
    },
  };
}

/** The values of octave `i` whose sum with the others is the audio. */
function octaveOf({ size, octaves, amplitudes }: Octaves, i: number, audio: readonly Float32Array[]): Float32Array {
  const { length, first, end } = octaves[i]!;
  const [bins, own] = [size / 2 + 1, length / 2 + 1];
  const whole = spectraOf(audio, size);
  const spectra = new Float32Array(audio.length * 2 * own);
  for (let row = 0; row < 2 * audio.length; row++) {
    for (let bin = first; bin < end; bin++) {
      if (amplitudes[bin]! > 0) spectra[row * own + bin] = whole[row * bins + bin]! / amplitudes[bin]!;
    }
  }
  return tf.tidy(() => irfft(tf.tensor3d(spectra, [audio.length, 2, own])).dataSync() as Float32Array);
}
