import { irfft } from '@audiate/ops';
import { fold, InputError, type Kind, type Param, specOf, uniform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { powerOfTwoFrom } from '../fourier/power-of-two.js';
import { spectraOf } from '../fourier/spectra-of.js';
import { PHASE_RADIANS } from '../oscillators/phase-radians.js';
import { checkPrior, type Prior, type PriorOptions, priorAmplitudes } from '../prior/prior.js';
import { DEFAULT_LEVEL } from '../start/level.js';
import { checkStartAudio, type StartAudio, startAudioFor } from '../start/start-audio.js';

/** Options of {@link phase}: the magnitudes by a prior, those of given audio, or given audio to start from. */
export interface PhaseOptions extends PriorOptions {
  /** Audio as long as the render whose magnitudes are kept, from random phases. */
  readonly magnitudesOf?: StartAudio;
  /** Audio as long as the render to start from: its magnitudes are kept, its phases move. */
  readonly from?: StartAudio;
}

/**
 * The phases of a spectrum whose magnitudes are fixed (`phases`, `[batch, bins]`; a value of 0.01 is 1.81 radians), after
 * MACO (Fel and others 2023, "Unlocking Feature Visualization for Deeper Networks with MAgnitude Constrained
 * Optimization"). Nothing can be made louder anywhere: a sound differs from others in when things happen only. The start
 * is uniform in (−π, π): phases about 0 with a spread of 1 have a mean of e^(−1/2) and put e^(−1) = 37 % of the energy into a
 * click at the first sample. The transform's length is the next power of two, what is over is cut. Under a prior the RMS is
 * about 0.1.
 *
 * `from` is decoded to within 1e-6 of its peak.
 * @throws InputError for more than one of a prior, `magnitudesOf` and `from`, at bind for audio of another length.
 */
export function phase(options: PhaseOptions = {}): Param {
  const given = checkOneSource(options);
  const { magnitudesOf, from, prior } = given;
  return {
    spec: specOf(phaseKind, { ...prior, magnitudesOf, from }),
    bind(context) {
      const { batch, samples, model } = context;
      const size = powerOfTwoFrom(samples);
      const bins = size / 2 + 1;
      const start = from && startAudioFor(from, context);
      const heard = start ?? (magnitudesOf && startAudioFor(magnitudesOf, context, 'magnitudesOf'));
      const spectra = heard && spectraOf(heard, size);
      const magnitudes = spectra ? magnitudesIn(spectra, bins) : priorMagnitudes(prior!, size, model.sampleRate, batch);
      return {
        init(key) {
          const data = start ? phasesIn(spectra!, bins) : uniformPhases(batch, bins, (item) => fold(key, item));
          return { phases: { data: data.map((radians) => radians / PHASE_RADIANS), shape: [batch, bins] } };
        },
        decode({ phases }) {
          const angles = tf.mul(phases!, PHASE_RADIANS);
          const fixed = tf.tensor2d(magnitudes, [batch, bins]);
          const parts = [tf.mul(fixed, tf.cos(angles)), tf.mul(fixed, tf.sin(angles))];
          return irfft(tf.stack(parts, 1) as tf.Tensor3D, samples);
        },
      };
    },
  };
}

/** The kind of {@link phase}. */
export const phaseKind: Kind<Param> = { kind: 'phase', make: phase };

interface Source {
  readonly prior?: Prior;
  readonly magnitudesOf?: StartAudio;
  readonly from?: StartAudio;
}

function checkOneSource({ magnitudesOf, from, ...rest }: PhaseOptions): Source {
  const named = [
    ...Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [name])),
    ...(magnitudesOf === undefined ? [] : ['magnitudesOf']),
    ...(from === undefined ? [] : ['from']),
  ];
  const audio = from ?? magnitudesOf;
  if (audio === undefined) return { prior: checkPrior(rest) };
  if (named.length > 1) {
    throw new InputError(`phase takes its magnitudes from one source, got ${named.join(' and ')}; give one`);
  }
  const name = from === undefined ? 'magnitudesOf' : 'from';
  return { [name]: checkStartAudio(audio, name) };
}

/** The prior's magnitudes for every item, scaled so that N samples have an RMS of 0.1 (Parseval). */
function priorMagnitudes(prior: Prior, size: number, sampleRate: number, batch: number): Float32Array {
  const bins = size / 2 + 1;
  const amplitudes = priorAmplitudes(prior, bins, sampleRate);
  const power = amplitudes.reduce((sum, a, bin) => sum + (bin === 0 || bin === bins - 1 ? 1 : 2) * a * a, 0);
  const scale = (DEFAULT_LEVEL * size) / Math.sqrt(power);
  return Float32Array.from({ length: batch * bins }, (_, i) => scale * amplitudes[i % bins]!);
}

function magnitudesIn(spectra: Float32Array, bins: number): Float32Array {
  return eachBin(spectra, bins, Math.hypot);
}

function phasesIn(spectra: Float32Array, bins: number): Float32Array {
  return eachBin(spectra, bins, (re, im) => Math.atan2(im, re));
}

function eachBin(spectra: Float32Array, bins: number, of: (re: number, im: number) => number): Float32Array {
  return Float32Array.from({ length: spectra.length / 2 }, (_, i) => {
    const at = Math.floor(i / bins) * 2 * bins + (i % bins);
    return of(spectra[at]!, spectra[at + bins]!);
  });
}

function uniformPhases(batch: number, bins: number, keyOf: (item: number) => Parameters<typeof uniform>[0]) {
  const out = new Float32Array(batch * bins);
  for (let item = 0; item < batch; item++) out.set(uniform(keyOf(item), bins, -Math.PI, Math.PI), item * bins);
  return out;
}
