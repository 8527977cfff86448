import { InputError, isSound, type Sound, show } from '@audiate/protocol';
import { checkAudio, checkSampleRate } from '../check-audio.js';
import { resampler } from './resampler.js';

/**
 * The same sound at another rate, by libsamplerate's band-limited interpolation (`SRC_SINC_MEDIUM_QUALITY`): within
 * 0.01 dB up to 0.85 of the lower Nyquist frequency, 2 dB down at 0.9, and what would alias is 120 dB down. It begins at the same instant and has
 * ⌈samples · to / from⌉ samples; beyond its ends is silence. A sound at that rate already is returned as it is. It works in
 * Node and in browsers; the library (2 MB) is loaded when first needed.
 * @param sampleRate wanted, in whole Hz.
 * @throws InputError for samples that are none or not finite, and for rates that are not whole or further apart than 1 : 32.
 */
export async function resample(sound: Sound, sampleRate: number): Promise<Sound> {
  if (!isSound(sound)) throw new InputError(`a sound must be { samples, sampleRate }, got ${show(sound)}`);
  const samples = checkAudio(sound.samples);
  const [from, to] = [checkSampleRate(sound.sampleRate), checkSampleRate(sampleRate)];
  if (from === to) return sound;
  const converter = await resampler(from, to);
  try {
    const out = new Float32Array(Math.ceil((samples.length * to) / from));
    const first = await converter.push(samples);
    out.set(first.subarray(0, out.length));
    if (first.length < out.length) out.set(await converter.end(), first.length);
    return { samples: out, sampleRate: to };
  } finally {
    converter.free();
  }
}
