import { InputError } from '@audiate/protocol';
import type { ByteSource } from './byte-source.js';
import { checkIsWeights } from './check-is-file.js';
import type { CheckpointSource } from './checkpoint-source.js';
import { readJson } from './json.js';
import { openSafetensors } from './safetensors.js';
import { openShards } from './shards.js';
import type { TensorFile } from './tensor-file.js';
import { openTorch } from './torch.js';
import { isLegacyTorch } from './torch-legacy.js';

/** The names under which transformers publishes weights, in the order in which it looks for them. */
const FORMATS = [
  ['model.safetensors', openSafetensors],
  ['pytorch_model.bin', openTorch],
] as const;

type Open = (bytes: ByteSource, name: string) => Promise<TensorFile>;

/** As `open`, for a file of which it must be known first that it is no text in the place of one. */
function checked(source: CheckpointSource, open: Open): Open {
  return async (bytes, name) => {
    await checkIsWeights(bytes, `${name} in ${source.place}`);
    return open(bytes, name);
  };
}

/**
 * Opens one file of weights, of safetensors or, where its name ends with .bin, of torch.save; undefined where there is none.
 * @throws InputError when it is damaged.
 */
export async function openTensors(source: CheckpointSource, name: string): Promise<TensorFile | undefined> {
  const bytes = await source.open(name);
  return bytes && checked(source, name.endsWith('.bin') ? openTorch : openSafetensors)(bytes, name);
}

/**
 * Opens a checkpoint's weights: one file or shards with an index, of safetensors or else of torch.save.
 * @throws InputError when there are none, or they are damaged.
 */
export async function openWeights(source: CheckpointSource): Promise<TensorFile> {
  for (const [name, open] of FORMATS) {
    const openChecked = checked(source, open);
    const whole = await source.open(name);
    if (whole) return openChecked(whole, name);
    const index = `${name}.index.json`;
    const shards = await readJson(source, index);
    if (shards !== undefined) return openShards(source, shards, index, openChecked);
  }
  const names = FORMATS.map(([name]) => name).join(', no ');
  throw new InputError(
    `${source.place} has no ${names} and no index of shards of either; transformers' save_pretrained writes model.safetensors`,
  );
}

/**
 * Opens weights whose file has no name: torch.save's by their first bytes, anything else as safetensors.
 * @param thing what errors call them. @param name what errors call the file, once its format is known.
 * @throws InputError when they are damaged or of another format.
 */
export async function openUnnamedWeights(bytes: ByteSource, thing: string, name?: string): Promise<TensorFile> {
  await checkIsWeights(bytes, thing);
  return (await isZip(bytes)) || (await isLegacyTorch(bytes)) ? openTorch(bytes, name) : openSafetensors(bytes, name);
}

async function isZip(bytes: ByteSource): Promise<boolean> {
  if (bytes.size < 4) return false;
  const start = await bytes.read(0, 4);
  return String.fromCharCode(...start) === 'PK\x03\x04';
}
