import { asObject, type CheckpointSource, isObject, openUnnamedWeights, readJson } from '@audiate/checkpoints';
import { checkChoice, InputError } from '@audiate/protocol';
import type { TrainedOn } from '../dictionary/dictionary.js';
import { CLASSES, type Class, classByNames, type Given, readClass } from './dictionary-learning-classes.js';
import { tensorReader } from './read-tensor.js';
import type { UnnamedNumbers } from './sae-lens.js';
import { trainedOn } from './trained-on.js';

/** The file whose presence tells dictionary_learning's layout. */
export const DICTIONARY_LEARNING_WEIGHTS = 'ae.pt';

/**
 * Reads what dictionary_learning saves: ae.pt, of which nothing is executed, and config.json, which may be missing where the names
 * of the weights tell the class. Undefined where there is no ae.pt.
 * @throws InputError for a damaged file, a class that is not known, and a k or threshold that nothing tells.
 */
export async function readDictionaryLearning(
  source: CheckpointSource,
  given: Given,
  signal: AbortSignal | undefined,
): Promise<UnnamedNumbers | undefined> {
  const bytes = await source.open(DICTIONARY_LEARNING_WEIGHTS);
  if (!bytes) return undefined;
  const thing = `${DICTIONARY_LEARNING_WEIGHTS} in ${source.place}`;
  const file = await openUnnamedWeights(bytes, thing, DICTIONARY_LEARNING_WEIGHTS);
  const trainer = await readTrainer(source);
  const kind = trainer.dict_class === undefined ? undefined : String(trainer.dict_class);
  const named: Class | undefined =
    kind === undefined ? classByNames(file, given) : checkChoice('dict_class in config.json', kind, CLASSES);
  if (named === undefined) {
    throw new InputError(
      `${thing} may be a TopK or a BatchTopK, and there is no config.json that tells; give { k } or { threshold }`,
    );
  }
  const numbers = await readClass(named, tensorReader(file, signal), { ...trainer, ...given });
  const hook = hookOf(trainer);
  return { ...numbers, ...(hook && { trainedOn: hook }) };
}

async function readTrainer(source: CheckpointSource): Promise<Readonly<Record<string, unknown>>> {
  const json = await readJson(source, 'config.json');
  if (json === undefined) return {};
  const { trainer } = asObject(`config.json in ${source.place}`, json);
  return isObject(trainer) ? trainer : {};
}

/** The hook, and where there is none the block whose output it hears. */
function hookOf({ submodule_name, layer }: Readonly<Record<string, unknown>>): TrainedOn | undefined {
  return trainedOn(submodule_name) ?? (Number.isInteger(layer) ? trainedOn(`resid_post_layer_${layer}`) : undefined);
}
