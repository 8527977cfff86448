import { isObject, readJson, type SourceOptions, withSource } from '@audiate/checkpoints';
import type { ModelAdapter } from '@audiate/protocol';
import type { ModelSource } from '../protocol/model.js';
import { openEmbedded } from './embedded.js';
import { loaderName, loaderOf } from './loader-of.js';
import { openFiles } from './open-files.js';
import type { Opened } from './opened.js';

/**
 * Opens what the reader chose.
 * @throws InputError for damaged, lying or unknown files, and for what can't be downloaded.
 */
export async function openModel(source: ModelSource, options: SourceOptions): Promise<Opened> {
  if (source.kind === 'embedded') {
    return { model: (await openEmbedded(source.name)) as unknown as ModelAdapter, loader: 'embedded' };
  }
  if (source.kind === 'files') return openFiles(source);
  const { id } = source;
  const family = await withSource(id, { ...options, loader: 'the studio' }, async (opened) => {
    const config = await readJson(opened, 'config.json');
    return isObject(config) ? config.model_type : undefined;
  });
  const loader = loaderName(family);
  const load = await loaderOf(loader);
  return { model: await load(id, options), loader };
}
