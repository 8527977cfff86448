/** Arrays of the file that are of no layer. */
const TAKEN = ['files', 'sample_rate', 'layers'];
/** What follows the name of a layer's array. */
const ENDINGS = ['', '.clip', '.seconds'];
const MAX_LENGTH = 150;

/** What the arrays of layers are called in an .npz file, in their order: as the layers, but that `-` stands for what no file name holds. */
export function arrayNames(layers: readonly string[]): string[] {
  const taken = new Set(TAKEN);
  return layers.map((layer) => {
    const plain =
      layer
        .replace(/[^\w.-]+/g, '-')
        .replace(/^[-.]+|-+$/g, '')
        .slice(0, MAX_LENGTH) || 'layer';
    for (let n = 1; ; n++) {
      const name = n === 1 ? plain : `${plain}-${n}`;
      if (ENDINGS.some((ending) => taken.has(name + ending))) continue;
      for (const ending of ENDINGS) taken.add(name + ending);
      return name;
    }
  });
}
