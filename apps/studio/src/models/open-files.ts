import { InputError } from '@audiate/protocol';
import type { TopLevel } from '../files/top-level.js';
import { jsonOf } from './json-of.js';
import { loaderName, loaderOf } from './loader-of.js';
import type { Opened } from './opened.js';

/** What a browser can hold of a model as one piece. */
const MAX_BYTES = 2 ** 31 - 1;
const WEIGHTS = ['model.safetensors', 'pytorch_model.bin'];

/** JSON files of a checkpoint, by what the loaders call them. */
const BESIDE = {
  preprocessor: 'preprocessor_config.json',
  vocabulary: 'vocab.json',
  tokenizerConfig: 'tokenizer_config.json',
  addedTokens: 'added_tokens.json',
  specialTokensMap: 'special_tokens_map.json',
} as const;

/** The files that a family's loader takes beside config.json and the weights. */
const TAKEN: Readonly<Record<string, readonly (keyof typeof BESIDE)[]>> = {
  whisper: ['preprocessor'],
  'audio-spectrogram-transformer': ['preprocessor'],
};

interface Given extends TopLevel {
  /** Of an ONNX file, in Hz. */
  readonly sampleRate: number;
}

/**
 * Opens the checkpoint that lies in a folder; where there is none, its ONNX file, or one that came alone, with those of the
 * files beside it that it names.
 * @throws InputError for files that are no model, and what the loaders throw.
 */
export async function openFiles({ files, folder, sampleRate }: Given): Promise<Opened> {
  const named = new Map(files.map((file) => [file.name, file]));
  const settings = named.get('config.json');
  const weights = WEIGHTS.map((name) => named.get(name)).find((file) => file !== undefined);
  if (settings && weights) return openCheckpoint(named, { settings, weights, name: folder ?? 'dropped model' });
  const [onnx, another] = files.filter(({ name }) => name.endsWith('.onnx'));
  if (onnx && !another) return openOnnx(onnx, named, sampleRate);
  throw new InputError(refusal([...named.keys()], onnx !== undefined));
}

async function openOnnx(onnx: File, beside: ReadonlyMap<string, File>, sampleRate: number): Promise<Opened> {
  const { loadOnnx } = await import('@audiate/models-onnx');
  const name = onnx.name.replace(/\.onnx$/, '');
  const files = { model: await bytesOf(onnx), beside: Object.fromEntries(beside) };
  return { model: await loadOnnx(files, { sampleRate, name }), loader: 'loadOnnx' };
}

/** Why files are no model, and what to do. */
function refusal(names: readonly string[], hasOnnx: boolean): string {
  if (hasOnnx) {
    const models = names.filter((name) => name.endsWith('.onnx')).slice(0, 5);
    return `these files are several models (${models.join(', ')}); choose one of them with "ONNX file …"`;
  }
  const index = names.find((name) => /\.(safetensors|bin)\.index\.json$/.test(name));
  if (index !== undefined) {
    return `the weights lie in several files (${index}), which a page does not put together; run audiate studio FOLDER, or save the model in one, as save_pretrained(folder, max_shard_size="2GB") does up to 2 GB`;
  }
  return `these files are no model (${names.slice(0, 5).join(', ')}); drop an .onnx file, or a folder with config.json and model.safetensors or pytorch_model.bin`;
}

interface Checkpoint {
  readonly settings: File;
  readonly weights: File;
  readonly name: string;
}

async function openCheckpoint(
  files: ReadonlyMap<string, File>,
  { settings, weights, name: called }: Checkpoint,
): Promise<Opened> {
  const config = await jsonOf(settings);
  const family = String((config as { model_type?: unknown }).model_type);
  const names = TAKEN[family] ?? (Object.keys(BESIDE) as (keyof typeof BESIDE)[]);
  const beside = await Promise.all(
    names.map(async (name) => {
      const file = files.get(BESIDE[name]);
      return file ? [[name, await jsonOf(file)] as const] : [];
    }),
  );
  const loader = loaderName(family);
  const load = await loaderOf(loader);
  const given = { config, weights: await bytesOf(weights), ...Object.fromEntries(beside.flat()) };
  return { model: await load(given, { name: called }), loader };
}

async function bytesOf(file: File): Promise<ArrayBuffer> {
  if (file.size <= MAX_BYTES) return file.arrayBuffer();
  throw new InputError(`${file.name} has ${file.size} bytes; a page holds files up to ${MAX_BYTES}`);
}
