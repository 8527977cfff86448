import { asObject } from '@audiate/checkpoints';
import { checkNumber, InputError, show } from '@audiate/protocol';

/** How a checkpoint wants its audio. */
export interface Preprocessor {
  /** Zero mean and unit variance over the clip, before the first convolution. */
  readonly normalize: boolean;
  /** Hz. */
  readonly sampleRate: number;
}

const EXTRACTOR = 'Wav2Vec2FeatureExtractor';

/**
 * Reads preprocessor_config.json, or the part "feature_extractor" of a processor_config.json. What it leaves out, and
 * all of it when it is undefined, has the default of transformers' Wav2Vec2FeatureExtractor: `do_normalize` true,
 * `sampling_rate` 16,000 Hz. Padding and attention masks don't matter here: the items of a batch are equally long.
 * @throws InputError for another feature extractor or a value out of range.
 */
export function parsePreprocessor(json: unknown = {}): Preprocessor {
  const settings = asObject('preprocessor_config.json', json);
  const { feature_extractor_type: type = EXTRACTOR, do_normalize: normalize = true, feature_size: size = 1 } = settings;
  if (type !== EXTRACTOR) {
    throw new InputError(
      `feature_extractor_type in preprocessor_config.json is ${show(type)}; only "${EXTRACTOR}" can be loaded`,
    );
  }
  if (typeof normalize !== 'boolean') {
    throw new InputError(`do_normalize in preprocessor_config.json must be true or false, got ${show(normalize)}`);
  }
  if (size !== 1) {
    throw new InputError(`feature_size in preprocessor_config.json must be 1 (the waveform itself), got ${show(size)}`);
  }
  const sampleRate = checkNumber('sampling_rate in preprocessor_config.json', settings.sampling_rate ?? 16_000, {
    above: 0,
  });
  return { normalize, sampleRate };
}
