import { readFile } from 'node:fs/promises';
import { type GoldenArray, lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { packTensors, unpackTensors } from '@audiate/checkpoints/internal/testing/tensors';
import type { Wav2Vec2Files } from '../model/checkpoint.js';

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
  const json = async (name: string) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8'));
  return {
    config: await json('config.json'),
    preprocessor: await json('preprocessor_config.json'),
    vocabulary: await json('vocab.json').catch(() => ({})),
    tensors: await unpackTensors(`${folder}/model.safetensors`),
  };
}

/** Packs a checkpoint as `loadWav2Vec2` takes it. */
export function pack({ config, preprocessor, vocabulary, tensors }: LooseCheckpoint): Wav2Vec2Files {
  return { config, preprocessor, vocabulary, weights: packTensors(tensors) };
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
