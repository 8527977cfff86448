import { readFile } from 'node:fs/promises';
import { bytesInMemory } from '../files/byte-source.js';
import { openSafetensors } from '../files/safetensors.js';
import type { GoldenArray } from './golden.js';

/** The tensors of a safetensors file, in its order. */
export async function unpackTensors(path: string): Promise<Map<string, GoldenArray>> {
  const file = await openSafetensors(bytesInMemory(new Uint8Array(await readFile(path))));
  const tensors = new Map<string, GoldenArray>();
  for (const [name, { shape }] of file.entries) tensors.set(name, { data: await file.read(name), shape });
  return tensors;
}

/** A safetensors file of these tensors, as F32. */
export function packTensors(tensors: ReadonlyMap<string, GoldenArray>): Uint8Array {
  const header: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { data, shape }] of tensors) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + bytes.length] };
    parts.push(bytes);
    offset += bytes.length;
  }
  return safetensorsFile(header, parts);
}

/** A safetensors file of this header, an object or the text itself, and this data. */
export function safetensorsFile(header: unknown, data: readonly Uint8Array[] = []): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return new Uint8Array(Buffer.concat([length, text, ...data]));
}
