import { openIndex } from '@audiate/dataset';

/** What a page finds in an index at an address, or the message about it. */
export interface Looked {
  readonly layers?: readonly string[];
  readonly mean?: number;
  readonly top?: readonly { readonly file: string; readonly value: number }[];
  readonly message?: string;
}

/** Opens an index and, where a layer is named, looks at one of its units. */
async function look(address: string, layer?: string, unit = 0): Promise<Looked> {
  try {
    const index = await openIndex(address);
    const layers = index.facts.layers.map(({ name }) => name);
    if (layer === undefined) return { layers };
    const { mean, top } = await index.unit(layer, unit);
    return { layers, mean, top: top.map(({ file, value }) => ({ file, value })) };
  } catch (error) {
    return { message: String(error) };
  }
}

// What the test calls in the page.
Object.assign(globalThis, { look });
