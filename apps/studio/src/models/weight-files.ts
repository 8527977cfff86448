/** Weights under the names of transformers, in the order in which the loaders look for them. */
const WEIGHTS = ['model.safetensors', 'pytorch_model.bin'];

/**
 * The files of a folder in which a checkpoint's weights lie: one whole, or the index of shards and the shards beside it. None
 * where there are neither.
 */
export function weightFiles(named: ReadonlyMap<string, File>): File[] {
  for (const name of WEIGHTS) {
    const whole = named.get(name);
    if (whole) return [whole];
    const index = named.get(`${name}.index.json`);
    const [stem, ending] = name.split('.') as [string, string];
    const isShard = new RegExp(`^${stem}-\\d+-of-\\d+\\.${ending}$`);
    if (index) return [index, ...[...named.values()].filter((file) => isShard.test(file.name))];
  }
  return [];
}
