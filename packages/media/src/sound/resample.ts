import { checkNumber, InputError, isSound, type Sound, show } from '@audiate/protocol';
import { checkAudio, checkSampleRate } from '../check-audio.js';

/** How far apart two rates may be: 500 Hz to 512,000 Hz for a model of 16,000 Hz. */
const MAX_RATIO = 32;
/** Blocks of input in a second. */
const BLOCKS_PER_SECOND = 20;
/** After so many blocks, 0.2 s of input and some 10 ms of work, other tasks have a turn. */
const BLOCKS_PER_TURN = 4;

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
  checkNumber(`the ratio of ${from} Hz to ${to} Hz`, to / from, { min: 1 / MAX_RATIO, max: MAX_RATIO });
  const library = await import('@alexanderolsen/libsamplerate-js');
  const { create, ConverterType } = library.default ?? library;
  const converter = await create(1, from, to, { converterType: ConverterType.SRC_SINC_MEDIUM_QUALITY });
  const out = new Float32Array(Math.ceil((samples.length * to) / from));
  const size = Math.ceil(from / BLOCKS_PER_SECOND);
  const silence = new Float32Array(size);
  try {
    let filled = 0;
    // Only the library's streaming way takes long sounds whole; it gives the last samples once silence follows them.
    for (let start = 0, block = 1; filled < out.length; start += size, block++) {
      const got = converter.full(start < samples.length ? samples.slice(start, start + size) : silence);
      out.set(got.subarray(0, out.length - filled), filled);
      filled += got.length;
      if (block % BLOCKS_PER_TURN === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    converter.destroy();
  }
  return { samples: out, sampleRate: to };
}
