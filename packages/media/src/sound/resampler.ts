import { checkNumber, joinNumbers } from '@audiate/protocol';
import { checkSampleRate } from '../check-audio.js';

/** How far apart two rates may be: 500 Hz to 512,000 Hz for a model of 16,000 Hz. */
const MAX_RATIO = 32;
/** Blocks of input in a second. */
const BLOCKS_PER_SECOND = 20;
/** After so many blocks, 0.2 s of input and some 10 ms of work, other tasks have a turn. */
const BLOCKS_PER_TURN = 4;

/** Brings a sound to another rate piece by piece. */
export interface Resampler {
  /** The next samples; answers those at the new rate that are ready, which lag behind by some milliseconds. */
  push(samples: Float32Array): Promise<Float32Array>;
  /** After the last samples: what is left. The pieces together are what `resample` makes of the whole, bit for bit. */
  end(): Promise<Float32Array>;
  /** Frees it, also after `end`. */
  free(): void;
}

/**
 * `resample` for a sound that comes in pieces: state runs on across their edges, which nobody hears.
 * @param from the rate of the pieces, in whole Hz.
 * @param to the rate wanted, in whole Hz; where it is `from`, the pieces are handed back.
 * @throws InputError for rates that are not whole, or further apart than 1 : 32.
 */
export async function resampler(from: number, to: number): Promise<Resampler> {
  const ratio = checkSampleRate(to) / checkSampleRate(from);
  if (from === to) {
    return { push: async (samples) => samples, end: async () => new Float32Array(0), free: () => undefined };
  }
  checkNumber(`the ratio of ${from} Hz to ${to} Hz`, ratio, { min: 1 / MAX_RATIO, max: MAX_RATIO });
  const library = await import('@alexanderolsen/libsamplerate-js');
  const { create, ConverterType } = library.default ?? library;
  const converter = await create(1, from, to, { converterType: ConverterType.SRC_SINC_MEDIUM_QUALITY });
  // Blocks of one size, however the pieces come, so that the result does not depend on them.
  const block = new Float32Array(Math.ceil(from / BLOCKS_PER_SECOND));
  let [filled, pushed, made, blocks] = [0, 0, 0, 0];
  const convert = async (): Promise<Float32Array> => {
    const got = converter.full(block.slice());
    filled = 0;
    if (++blocks % BLOCKS_PER_TURN === 0) await new Promise((resolve) => setTimeout(resolve));
    return got.slice();
  };
  return {
    async push(samples) {
      const parts: Float32Array[] = [];
      for (let at = 0; at < samples.length; ) {
        const part = samples.subarray(at, at + block.length - filled);
        block.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === block.length) parts.push(await convert());
      }
      pushed += samples.length;
      const ready = joinNumbers(parts);
      made += ready.length;
      return ready;
    },
    async end() {
      const wanted = Math.ceil((pushed * to) / from) - made;
      const parts: Float32Array[] = [];
      // It gives the last samples once silence follows them.
      for (let got = 0; got < wanted; got += parts.at(-1)!.length) {
        block.fill(0, filled);
        parts.push(await convert());
      }
      made += wanted;
      return joinNumbers(parts).subarray(0, Math.max(0, wanted));
    },
    free: () => converter.destroy(),
  };
}
