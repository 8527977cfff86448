import { readFile } from 'node:fs/promises';
import { bytesInMemory } from '../files/byte-source.js';
import { openSafetensors } from '../files/safetensors.js';
import type { Wav2Vec2Files } from '../model/checkpoint.js';
import { type GoldenArray, lineFolder } from './golden.js';

/** A checkpoint that a test can spoil before it is packed. */
export interface LooseCheckpoint {
  readonly config: Record<string, unknown>;
  readonly preprocessor: Record<string, unknown>;
  /** Empty for a line without a head. */
  readonly vocabulary: Record<string, unknown>;
  readonly tensors: Map<string, GoldenArray>;
}

/** A golden line's checkpoint, taken apart. */
export async function looseCheckpoint(line: string): Promise<LooseCheckpoint> {
  const folder = lineFolder(line);
  const file = await openSafetensors(bytesInMemory(new Uint8Array(await readFile(`${folder}/model.safetensors`))));
  const tensors = new Map<string, GoldenArray>();
  for (const [name, { shape }] of file.entries) tensors.set(name, { data: await file.read(name), shape });
  const json = async (name: string) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8'));
  return {
    config: await json('config.json'),
    preprocessor: await json('preprocessor_config.json'),
    vocabulary: await json('vocab.json').catch(() => ({})),
    tensors,
  };
}

/** Packs a checkpoint as `loadWav2Vec2` takes it. */
export function pack({ config, preprocessor, vocabulary, tensors }: LooseCheckpoint): Wav2Vec2Files {
  const header: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { data, shape }] of tensors) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + bytes.length] };
    parts.push(bytes);
    offset += bytes.length;
  }
  return { config, preprocessor, vocabulary, weights: safetensorsFile(header, parts) };
}

/** Packs a checkpoint with some of its parts replaced, and each tensor renamed. */
export function packChanged(
  checkpoint: LooseCheckpoint,
  parts: Partial<LooseCheckpoint>,
  rename = (name: string) => name,
): Wav2Vec2Files {
  const changed = { ...checkpoint, ...parts };
  return pack({ ...changed, tensors: new Map([...changed.tensors].map(([name, value]) => [rename(name), value])) });
}

/** A safetensors file of this header, an object or the text itself, and this data. */
export function safetensorsFile(header: unknown, data: readonly Uint8Array[] = []): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return new Uint8Array(Buffer.concat([length, text, ...data]));
}
