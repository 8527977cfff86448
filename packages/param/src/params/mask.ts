import { irfft, rfft, scaleRows } from '@audiate/ops';
import { checkNumber, checkPart, InputError, type Kind, type Param, show, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { powerOfTwoFrom } from '../fourier/power-of-two.js';
import { checkStartAudio, type StartAudio, startAudioFor } from '../start/start-audio.js';
import { bandGains, type Span, timeFade } from '../time-frequency/region.js';

/** Options of {@link mask}: the clip, and the region as a time, a band or both. */
export interface MaskOptions {
  /** The sound that stays, as long as the render: one for every item, or one for each. */
  readonly clip: StartAudio;
  /** Which time may change, `[from, to]` in milliseconds; all of it unless given. */
  readonly ms?: Span;
  /** Which band may change, `[low, high]` in Hz; all of it unless given. */
  readonly hz?: Span;
}

/**
 * Lets a param write a time–frequency region of a clip; the rest stays the clip, as in inpainting. Inside the region the
 * audio is the param's, faded over 5 ms at its ends in time and over 100 Hz at those in frequency, all within the region;
 * there is no fade at 0 Hz and the Nyquist frequency, and at the ends of the clip only with a band. Samples outside of the
 * time are the clip's, bit for bit. A band cannot be as exact, as what is short has no sharp frequency: of a change 100 ms
 * long a thousandth (−30 dB) or less lies beyond the band, a millionth (−60 dB) further than 400 Hz beyond it.
 *
 * To start from the clip itself, give the param `from: clip`; `rms` around this would change the rest.
 * @throws InputError for something that is no param, when neither `ms` nor `hz` is given or out of order, at bind when the region is not in the clip.
 */
export function mask(param: Param, { clip, ms, hz }: MaskOptions): Param {
  checkPart('the param in mask', param);
  const kept = checkStartAudio(clip, 'clip');
  if (ms === undefined && hz === undefined) {
    throw new InputError('mask needs a region: ms: [from, to], hz: [low, high] or both, got neither');
  }
  if (ms !== undefined) checkSpan('mask ms', ms);
  if (hz !== undefined) checkSpan('mask hz', hz);
  return {
    spec: specOf(maskKind, { clip: kept, ms, hz, param }),
    bind(context) {
      const { batch, samples, model } = context;
      const inner = param.bind(context);
      const clips = startAudioFor(kept, context, 'clip');
      const fade = timeFade(ms, { samples, sampleRate: model.sampleRate, cutEnds: hz === undefined });
      const size = 2 * powerOfTwoFrom(samples);
      const gains = hz && bandGains(hz, size, model.sampleRate);
      const rest = new Float32Array(batch * samples);
      clips.forEach((item, i) => {
        rest.set(item, i * samples);
      });
      return {
        init: (key) => inner.init(key),
        decode(values) {
          const whole = tf.tensor2d(rest, [batch, samples]);
          const change = tf.sub(inner.decode(values), whole) as tf.Tensor2D;
          const inBand = gains ? throughBand(change, gains, size) : change;
          return tf.add(whole, scaleRows(inBand, fade));
        },
      };
    },
  };
}

/** The kind of {@link mask}. */
export const maskKind: Kind<Param> = {
  kind: 'mask',
  make: ({ param, ...options }: MaskOptions & { readonly param: Param }) => mask(param, options),
};

function throughBand(audio: tf.Tensor2D, gains: Float64Array, size: number): tf.Tensor2D {
  const [batch, samples] = audio.shape;
  const spectra = scaleRows(tf.reshape(rfft(audio, size), [batch, size + 2]), gains);
  return irfft(tf.reshape(spectra, [batch, 2, size / 2 + 1]), samples);
}

function checkSpan(thing: string, span: Span): void {
  if (!Array.isArray(span) || span.length !== 2) throw new InputError(`${thing} must be [from, to], got ${show(span)}`);
  const [from, to] = span as Span;
  checkNumber(`start of ${thing}`, from, { min: 0 });
  checkNumber(`end of ${thing}`, to, { above: from });
}
