import { checkNumber } from '@audiate/protocol';
import { checkAudio, checkSampleRate } from '../check-audio.js';
import { defaultWindow, nextPowerOfTwo, powerSpectrum } from './power-spectrum.js';

/** Options of {@link spectrogram}. */
export interface SpectrogramOptions {
  /** In Hz. */
  readonly sampleRate: number;
  /** Length of the Hann window in samples, 2 to 65,536; 25 ms unless given. */
  readonly window?: number;
  /** Samples from one frame to the next; a quarter of the window unless given. */
  readonly hop?: number;
  /** Smallest level that is told, in dB; −120 unless given. */
  readonly floorDb?: number;
}

/** A short-time spectrum. */
export interface Spectrogram {
  /** Levels `[frames, bins]`, row by row, in dB: see {@link spectrogram}. */
  readonly db: Float32Array<ArrayBuffer>;
  readonly frames: number;
  readonly bins: number;
  /** Samples from one frame to the next; frame `i` is centred on sample `i · hop`. */
  readonly hop: number;
  /** Bin `k` is centred on `k · hzPerBin`. */
  readonly hzPerBin: number;
}

/** 2²⁸ levels are 1 GiB. */
const MAX_LEVELS = 2 ** 28;

/**
 * The magnitude of the short-time Fourier transform in dB. Frames are centred on samples 0, hop, 2·hop … within the
 * audio, with silence outside it; the window is a periodic Hann, zero-padded to the next power of two.
 *
 * 0 dB is a sinusoid of amplitude 1 (full scale) whose frequency falls on a bin; between two bins it reads up to 1.5 dB
 * less. Silence reads `floorDb`.
 * @throws InputError for audio that is empty or not finite, options out of range, or more than 2²⁸ levels.
 */
export function spectrogram(audio: Float32Array, options: SpectrogramOptions): Spectrogram {
  const sampleRate = checkSampleRate(options.sampleRate);
  checkAudio(audio);
  const window = checkNumber('window', options.window ?? defaultWindow(sampleRate), {
    min: 2,
    max: 65_536,
    integer: true,
  });
  const hop = checkNumber('hop', options.hop ?? Math.max(1, Math.round(window / 4)), { min: 1, integer: true });
  const floorDb = checkNumber('floorDb', options.floorDb ?? -120);
  const size = nextPowerOfTwo(window);
  const bins = size / 2 + 1;
  const frames = Math.floor((audio.length - 1) / hop) + 1;
  checkNumber('the number of levels', frames * bins, { max: MAX_LEVELS, hint: `choose a hop above ${hop}` });
  const spectrumAt = powerSpectrum(audio, { window, size });
  const db = new Float32Array(frames * bins);
  for (let frame = 0; frame < frames; frame++) {
    const power = spectrumAt(frame * hop);
    for (let bin = 0; bin < bins; bin++) db[frame * bins + bin] = Math.max(floorDb, 10 * Math.log10(power[bin]!));
  }
  return { db, frames, bins, hop, hzPerBin: sampleRate / size };
}
