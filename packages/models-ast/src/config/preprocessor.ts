import { asObject } from '@audiate/checkpoints';
import { checkNumber, InputError, show } from '@audiate/protocol';
import type { AstConfig } from './config.js';

/** How a checkpoint turns sound into a spectrogram. */
export interface Preprocessor {
  /** Hz. */
  readonly sampleRate: number;
  readonly bins: number;
  /** Taken off the logarithms of powers, which are then divided by `scale`. */
  readonly shift: number;
  readonly scale: number;
}

/** The samples of a frame, and from one to the next, whatever the sample rate: 25 ms and 10 ms at 16,000 Hz. */
export const FRAME = 400;
export const HOP = 160;

const EXTRACTOR = 'ASTFeatureExtractor';

/** The one sample rate at which both ways of transformers, its own and torchaudio's, make the same frames. */
const RATE = 16_000;

/**
 * Reads preprocessor_config.json, or the part "feature_extractor" of a processor_config.json. What it leaves out, and all of
 * it when it is undefined, has the default of transformers' ASTFeatureExtractor, but for bands and frames, which are then
 * those of config.json.
 * @throws InputError for another feature extractor, a value out of range, and where it does not fit config.json.
 */
export function parsePreprocessor(json: unknown = {}, config: Pick<AstConfig, 'bins' | 'frames'>): Preprocessor {
  const settings = asObject('preprocessor_config.json', json);
  const name = (key: string) => `${key} in preprocessor_config.json`;
  const { feature_extractor_type: type = EXTRACTOR } = settings;
  if (type !== EXTRACTOR) {
    throw new InputError(`${name('feature_extractor_type')} is ${show(type)}; only "${EXTRACTOR}" can be loaded`);
  }
  const count = (key: string, fallback: number) =>
    checkNumber(name(key), settings[key] ?? fallback, { min: 1, max: 1e6, integer: true });
  const same = (key: string, ours: number, theirs: string) => {
    const found = count(key, ours);
    if (found === ours) return found;
    throw new InputError(`${name(key)} is ${found}, but ${theirs} in config.json is ${ours}`);
  };
  same('max_length', config.frames, 'max_length');
  const bins = same('num_mel_bins', config.bins, 'num_mel_bins');
  const sampleRate = count('sampling_rate', RATE);
  if (sampleRate !== RATE) {
    throw new InputError(`${name('sampling_rate')} is ${sampleRate}; only ${RATE} Hz can be loaded`);
  }
  const normalizes = settings.do_normalize ?? true;
  if (typeof normalizes !== 'boolean') {
    throw new InputError(`${name('do_normalize')} must be true or false, got ${show(normalizes)}`);
  }
  // AudioSet's mean and deviation
  const mean = checkNumber(name('mean'), settings.mean ?? -4.2677393, { min: -1e6, max: 1e6 });
  const deviation = checkNumber(name('std'), settings.std ?? 4.5689974, { above: 0, max: 1e6 });
  return { sampleRate, bins, shift: normalizes ? mean : 0, scale: normalizes ? 2 * deviation : 1 };
}
