import { irfft, rfft } from '@audiate/ops';
import { type Audio, checkNumber, makeSpec, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { around, drawEach, type Range } from './range.js';
import { scaleItems } from './scale-items.js';

/** A filter of the fourth order falls by 24 dB an octave; what is steeper is a filter and no tilt. */
const MAX_TILT = 24;

/** Options of {@link tilt}. */
export interface TiltOptions {
  /** dB an octave, within ±24: a number n means a uniform draw from −n … n, or `[min, max]`. Positive is brighter. */
  readonly dbPerOctave: Range;
  /** Where the gain is 0 dB; 1,000 unless given. */
  readonly referenceHz?: number;
  /** Below it the gain stays what it is there, so that 0 Hz has one; 60 unless given. */
  readonly floorHz?: number;
}

/**
 * Tilts each item's spectrum as another room or microphone would: the gain in dB is a straight line over octaves, the phase
 * stays. Zeros of the length of one period of `floorHz` keep the end from ringing into the start.
 * @throws InputError at bind when a frequency is at or above the Nyquist frequency.
 */
export function tilt({ dbPerOctave, referenceHz = 1000, floorHz = 60 }: TiltOptions): Transform {
  const bounds = around('tilt dbPerOctave', dbPerOctave, { min: -MAX_TILT, max: MAX_TILT });
  checkNumber('tilt referenceHz', referenceHz, { above: 0 });
  checkNumber('tilt floorHz', floorHz, { above: 0 });
  return {
    spec: makeSpec('tilt', { dbPerOctave, referenceHz, floorHz }),
    bind({ batch, samples, model: { sampleRate } }) {
      const rule = { below: sampleRate / 2, hint: `the model hears up to ${sampleRate / 2} Hz` };
      checkNumber('tilt referenceHz', referenceHz, rule);
      checkNumber('tilt floorHz', floorHz, rule);
      let size = 2;
      while (size < samples + sampleRate / floorHz) size *= 2;
      const bins = size / 2 + 1;
      const octaves = Float64Array.from({ length: 2 * bins }, (_, i) =>
        Math.log2(Math.max(floorHz, ((i % bins) * sampleRate) / size) / referenceHz),
      );
      return (audio, key, { strength }) => {
        if (strength === 0) return tf.clone(audio);
        const gains = drawEach(key, batch, bounds).map((slope) =>
          octaves.map((octave) => 10 ** ((strength * slope * octave) / 20)),
        );
        const padded: Audio = tf.concat([audio, tf.zeros([batch, size - samples])], 1);
        const spectra: tf.Tensor2D = tf.reshape(rfft(padded), [batch, 2 * bins]);
        return irfft(tf.reshape(scaleItems(spectra, gains), [batch, 2, bins]), samples);
      };
    },
  };
}
