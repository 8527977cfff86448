import type { CheckpointSource } from './checkpoint-source.js';
import { asObject, readJson } from './json.js';

/**
 * The settings of a checkpoint's feature extractor, parsed but not yet checked: the part "feature_extractor" of
 * processor_config.json, else preprocessor_config.json, as transformers looks for them; undefined where there are none.
 * @throws InputError for a file that is no JSON object.
 */
export async function readFeatureExtractor(source: CheckpointSource): Promise<unknown> {
  const processor = asObject('processor_config.json', (await readJson(source, 'processor_config.json')) ?? {});
  return processor.feature_extractor ?? (await readJson(source, 'preprocessor_config.json'));
}
