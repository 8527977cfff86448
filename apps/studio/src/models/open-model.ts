import { isObject, readJson, type SourceOptions, withSource } from '@audiate/checkpoints';
import { InputError, type ModelAdapter } from '@audiate/protocol';
import type { ModelSource } from '../protocol/model.js';
import { loaderName, loaderOf } from './loader-of.js';
import { openFiles } from './open-files.js';
import type { Opened } from './opened.js';

/** What opens models that only the place of the studio knows: the page's worker, or a program. */
export interface Openers {
  openEmbedded(name: 'tiny' | 'tinyB'): Promise<ModelAdapter>;
  /** Opens the model that the program was started with; absent where there is none, as in a page's worker. */
  readonly openNamed?: ((options: Opening) => Promise<Opened>) | undefined;
}

/** How it is opened. */
export interface Opening extends SourceOptions {
  readonly signal: AbortSignal;
}

/**
 * Opens what the reader chose. An id is looked for on the Hub alone, never on the disk.
 * @throws InputError for damaged, lying or unknown files, and for what can't be downloaded.
 */
export async function openModel(source: ModelSource, openers: Openers, options: Opening): Promise<Opened> {
  if (source.kind === 'embedded') return { model: await openers.openEmbedded(source.name), loader: 'embedded' };
  if (source.kind === 'files') return openFiles(source, options);
  if (source.kind === 'named') {
    if (openers.openNamed) return openers.openNamed(options);
    throw new InputError('no model was named when this was started; choose one');
  }
  const { id } = source;
  const onHub = { ...options, hubOnly: true };
  const family = await withSource(id, { ...onHub, loader: 'the studio' }, async (opened) => {
    const config = await readJson(opened, 'config.json');
    return isObject(config) ? config.model_type : undefined;
  });
  const loader = loaderName(family);
  const load = await loaderOf(loader);
  return { model: await load(id, onHub), loader };
}
