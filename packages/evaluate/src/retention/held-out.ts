import { type Transform, transforms } from '@audiate/core';
import { pinkNoise } from './pink-noise.js';

const { compose, lowpass, noise, pad, quantize, resample, reverb, shift, tilt } = transforms;

/** What does the same at every draw. */
const fixed: Readonly<Record<string, Transform>> = {
  'shift +10 ms': shift({ ms: [10, 10] }),
  'shift -10 ms': shift({ ms: [-10, -10] }),
  'low-pass 4 kHz': lowpass({ cutoffHz: 4000 }),
  'µ-law': quantize(),
  'speed +5 %': resample({ percent: [5, 5] }),
  'speed -5 %': resample({ percent: [-5, -5] }),
  'tilt +3 dB/octave': tilt({ dbPerOctave: [3, 3] }),
  'tilt -3 dB/octave': tilt({ dbPerOctave: [-3, -3] }),
  telephone: compose(lowpass({ cutoffHz: 3400 }), quantize()),
  'silence around': pad({ ms: 150 }),
};

const drawn: Readonly<Record<string, Transform>> = {
  'noise 20 dB': noise({ snrDb: 20 }),
  'noise 10 dB': noise({ snrDb: 10 }),
  'pink noise 20 dB': pinkNoise({ snrDb: 20 }),
  'reverb 0.3 s': reverb({ seconds: 0.3, directDb: 3 }),
};

/**
 * The transforms that retention is measured under, by name: what happens to a sound on its way to a listener. They are
 * fixed, so that figures can be compared; most are stronger or other than what `transforms.standard()` trains on. Low-pass
 * and telephone need a model that hears above 4 kHz.
 */
export const heldOut: Readonly<Record<string, Transform>> = { ...fixed, ...drawn };

const exact = new Set(Object.values(fixed));

/** Whether a transform does the same at every draw, as far as is known: one draw is enough. */
export const needsNoDraws = (transform: Transform): boolean => exact.has(transform);
