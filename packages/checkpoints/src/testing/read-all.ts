import { InputError } from '@audiate/protocol';
import {
  fingerprintOf,
  openWeights,
  readFeatureExtractor,
  readJson,
  type SourceOptions,
  weightsOf,
  withSource,
} from '../index.js';

/** The first weight of the checkpoints that tests read. */
const PROBE = 'feature_extractor.conv_layers.0.conv.weight';

/** What was read, one number for all of it. */
export interface ReadCheckpoint {
  readonly name: string;
  readonly fingerprint: string;
}

/** Reads all of a checkpoint as a model's loader would: the small files first, the weights last. */
export function readAll(source: string | URL, options: SourceOptions = {}): Promise<ReadCheckpoint> {
  return withSource(source, { ...options, loader: 'readAll' }, async (opened, signal) => {
    const config = await readJson(opened, 'config.json');
    if (config === undefined) throw new InputError(`${opened.place} has no config.json`);
    const settings: unknown[] = [config, await readFeatureExtractor(opened)];
    for (const name of ['vocab.json', 'tokenizer_config.json', 'added_tokens.json', 'special_tokens_map.json']) {
      settings.push(await readJson(opened, name));
    }
    const file = await openWeights(opened);
    const weights = weightsOf(file, { prefix: 'wav2vec2.', probe: PROBE, signal });
    for (const name of new Set([
      PROBE,
      ...file
        .names()
        .map((name) => name.replace(/^wav2vec2\./, ''))
        .sort(),
    ])) {
      const stored = [`wav2vec2.${name}`, name].find((candidate) => file.has(candidate));
      await weights.take(name, stored === undefined ? [] : await file.shape(stored));
    }
    return { name: opened.name, fingerprint: fingerprintOf(settings, weights) };
  });
}
