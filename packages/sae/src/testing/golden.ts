import { lineFolder, readGolden } from '@audiate/checkpoints/internal/testing/golden';
import { type Dictionary, loadDictionary } from '../index.js';

/** What tools/goldens/dictionaries.py computed, and the names of its dictionaries. */
export async function readDictionaryGolden() {
  const { facts, array } = await readGolden<{ readonly cases: readonly string[] }>('dictionaries');
  return { cases: facts.cases, array };
}

/** One of these dictionaries, from its folder. */
export function goldenDictionary(name: string): Promise<Dictionary> {
  return loadDictionary(lineFolder(`dictionaries/${name}`));
}
