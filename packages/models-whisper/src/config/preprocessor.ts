import { asObject } from '@audiate/checkpoints';
import { checkNumber, InputError, show } from '@audiate/protocol';
import type { WhisperConfig } from './config.js';

/** How a checkpoint turns sound into a log-mel spectrogram. */
export interface Preprocessor {
  /** Hz. */
  readonly sampleRate: number;
  readonly bins: number;
  /** Samples of a frame of the Fourier transform. */
  readonly fft: number;
  /** Samples from one of these frames to the next. */
  readonly hop: number;
}

const EXTRACTOR = 'WhisperFeatureExtractor';

/** Frames of the spectrogram that make one of the encoder: the stride of the second convolution. */
export const STRIDE = 2;

/**
 * Reads preprocessor_config.json, or the part "feature_extractor" of a processor_config.json. What it leaves out, and all of
 * it when it is undefined, has the default of transformers' WhisperFeatureExtractor, with as many bins as config.json has.
 * `mel_filters` in old files is not read, as in transformers, which works them out again.
 * @throws InputError for another feature extractor, a value out of range, and where it does not fit config.json.
 */
export function parsePreprocessor(json: unknown = {}, config: Pick<WhisperConfig, 'bins' | 'positions'>): Preprocessor {
  const settings = asObject('preprocessor_config.json', json);
  const name = (key: string) => `${key} in preprocessor_config.json`;
  const { feature_extractor_type: type = EXTRACTOR, dither = 0 } = settings;
  if (type !== EXTRACTOR) {
    throw new InputError(`${name('feature_extractor_type')} is ${show(type)}; only "${EXTRACTOR}" can be loaded`);
  }
  if (dither !== 0) throw new InputError(`${name('dither')} is ${show(dither)}; only 0, no noise, can be loaded`);
  if (settings.padding_value !== undefined && settings.padding_value !== 0) {
    throw new InputError(`${name('padding_value')} is ${show(settings.padding_value)}; only 0, silence, can be loaded`);
  }
  const count = (key: string, fallback: number, max: number) =>
    checkNumber(name(key), settings[key] ?? fallback, { min: 1, max, integer: true });
  const bins = count('feature_size', config.bins, 1000);
  if (bins !== config.bins) {
    throw new InputError(`${name('feature_size')} is ${bins}, but num_mel_bins in config.json is ${config.bins}`);
  }
  const sampleRate = count('sampling_rate', 16_000, 1e6);
  const fft = count('n_fft', 400, 65_536);
  const hop = count('hop_length', 160, 65_536);
  if (fft % 2 !== 0 || hop > fft || fft >= 4 * hop) {
    throw new InputError(
      `${name('n_fft')} must be even, and hop_length at most n_fft and more than a quarter of it, got ${fft} and ${hop}`,
    );
  }
  const seconds = count('chunk_length', 30, 3600);
  const frames = Math.floor((seconds * sampleRate) / hop);
  if (settings.chunk_length !== undefined && frames !== STRIDE * config.positions) {
    throw new InputError(
      `${name('chunk_length')} makes ${frames} frames of ${seconds} s, but max_source_positions in config.json asks for ` +
        `${STRIDE * config.positions}`,
    );
  }
  return { sampleRate, bins, fft, hop };
}
