import { checkChoice } from '@audiate/protocol';
import type { Checkpoint } from './checkpoint.js';

/** The package's models. */
export type TinyName = 'tiny' | 'tinyB';

const modules = {
  tiny: () => import('#embedded/tiny'),
  tinyB: () => import('#embedded/tinyB'),
};

/** Loads a model's files, once: about 3 MB. */
export async function embedded(name: TinyName): Promise<Checkpoint> {
  checkChoice('model', name, ['tiny', 'tinyB']);
  return (await modules[name]()).checkpoint;
}
