import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bytesInMemory } from '../files/byte-source.js';
import { openSafetensors } from '../files/safetensors.js';

/** An array that the reference implementation computed. */
export interface GoldenArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** One clip, or batch of clips, that the reference implementation heard. */
export interface GoldenCase {
  readonly layers: readonly string[];
  /** The layers whose projections were summed, by the gradient's name. */
  readonly gradients: Readonly<Record<string, readonly string[]>>;
}

/** A mistake made in the reference implementation, and the layer at which it shows most. */
export interface GoldenMutation {
  readonly name: string;
  readonly layer: string;
  readonly item: number;
  readonly difference: number;
}

/** golden.json of a line. */
export interface LineFacts {
  readonly cases: Readonly<Record<string, GoldenCase>>;
  readonly mutations: readonly GoldenMutation[];
}

/** A file's path from the repository's root. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
}

/** The folder of a line's checkpoint. */
export function lineFolder(line: string): string {
  return inRepository(`fixtures/goldens/${line}`);
}

/** What tools/goldens stored for a line, or for `tiny`. */
export async function readGolden<Facts>(
  line: string,
): Promise<{ facts: Facts; array(name: string): Promise<GoldenArray> }> {
  const folder = lineFolder(line);
  const file = await openSafetensors(bytesInMemory(new Uint8Array(await readFile(`${folder}/golden.safetensors`))));
  return {
    facts: JSON.parse(await readFile(`${folder}/golden.json`, 'utf8')) as Facts,
    array: async (name) => ({ data: await file.read(name), shape: file.entries.get(name)!.shape }),
  };
}

/** The fixed weights by which the script sums a layer's numbers: sin(0.37 (i + 1)²). */
export function goldenProjection(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(0.37 * (i + 1) ** 2));
}
