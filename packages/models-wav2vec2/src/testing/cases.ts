import { readFile } from 'node:fs/promises';
import { type GoldenArray, inRepository } from '@audiate/checkpoints/internal/testing/golden';
import { unpackTensors } from '@audiate/checkpoints/internal/testing/tensors';
import type { Wav2Vec2Files } from '../model/checkpoint.js';
import { pack } from './checkpoint.js';

/** The case that holds the body which others share; their own tensors lie in own.safetensors. */
const BODY = 'files/st-module-prefix';

/** The folder of a case of fixtures/cases. */
export function caseFolder(name: string): string {
  return inRepository(`fixtures/cases/${name}`);
}

/** A JSON file of a case. */
export async function caseJson(name: string, file: string) {
  return JSON.parse(await readFile(`${caseFolder(name)}/${file}`, 'utf8'));
}

/**
 * A checkpoint whose body is the shared one, with the tensors of its own beside it; without `own` the shared one itself.
 * Tensors are named as transformers names them.
 * @param prefix the family's, before the names of the body. @param own the file of its own tensors.
 */
export async function sharedBody(name: string, prefix: string, own?: string): Promise<Wav2Vec2Files> {
  const tensors = new Map<string, GoldenArray>();
  for (const [key, value] of await unpackTensors(`${caseFolder(BODY)}/model.safetensors`)) {
    const bare = key.replace(/^module\./, '');
    if (own === undefined) tensors.set(bare, value);
    else if (!bare.startsWith('lm_head.')) tensors.set(bare.replace(/^wav2vec2\./, prefix), value);
  }
  const more = own === undefined ? [] : await unpackTensors(`${caseFolder(name)}/${own}`);
  for (const [key, value] of more) tensors.set(key, value);
  const [config, preprocessor] = await Promise.all(
    ['config.json', 'preprocessor_config.json'].map((file) => caseJson(name, file)),
  );
  return pack({ config, preprocessor, vocabulary: {}, tensors });
}

/** What transformers computes for fixtures/cases/audio.f32, by its own names. */
export async function caseReference(name: string): Promise<Map<string, GoldenArray>> {
  const { tensors } = (await caseJson(name, 'reference.json')) as {
    tensors: Record<string, { shape: number[]; at: number }>;
  };
  const numbers = await floats(`${caseFolder(name)}/reference.bin`);
  return new Map(
    Object.entries(tensors).map(([key, { shape, at }]) => {
      const count = shape.reduce((product, extent) => product * extent, 1);
      return [key, { shape, data: numbers.subarray(at, at + count) }];
    }),
  );
}

/** Float32 numbers of a file. */
export async function floats(path: string): Promise<Float32Array> {
  return new Float32Array(new Uint8Array(await readFile(path)).buffer);
}
