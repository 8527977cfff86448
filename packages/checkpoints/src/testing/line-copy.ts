import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository, lineFolder } from './golden.js';

/** A folder of a test's own, called `my-model`, with files of the line `base`; take its parent away at the end. */
export async function copyOfBase(names: readonly string[]): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'audiate-')), 'my-model');
  await mkdir(folder);
  for (const name of names) await cp(join(lineFolder('base'), name), join(folder, name));
  return folder;
}

/** All that `base` is without its weights. */
export const WITHOUT_WEIGHTS = ['config.json', 'preprocessor_config.json', 'vocab.json'];

/** Copies the weights of `base` into a folder, cut into shards as huggingface_hub does it. */
export const copyShards = (kind: string, folder: string): Promise<void> =>
  cp(inRepository(`fixtures/torch-files/shards-${kind}`), folder, { recursive: true });
