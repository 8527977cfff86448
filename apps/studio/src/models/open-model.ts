import { isObject, readJson, type SourceOptions, withSource } from '@audiate/checkpoints';
import type { ModelAdapter } from '@audiate/protocol';
import type { ModelSource } from '../protocol/model.js';
import { openEmbedded } from './embedded.js';
import { loaderOf } from './loader-of.js';
import { openFiles } from './open-files.js';

/**
 * Opens what the reader chose.
 * @throws InputError for damaged, lying or unknown files, and for what can't be downloaded.
 */
export async function openModel(source: ModelSource, options: SourceOptions): Promise<ModelAdapter> {
  if (source.kind === 'embedded') return (await openEmbedded(source.name)) as unknown as ModelAdapter;
  if (source.kind === 'files') return openFiles(source.files, { sampleRate: source.sampleRate });
  const { id } = source;
  const family = await withSource(id, { ...options, loader: 'the studio' }, async (opened) => {
    const config = await readJson(opened, 'config.json');
    return isObject(config) ? config.model_type : undefined;
  });
  const load = await loaderOf(family);
  return load(id, options);
}
