import { InputError } from '@audiate/protocol';
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

/**
 * Opens an ONNX file, with the files beside it, or the files of a checkpoint, as they lie in a folder.
 * @param options.sampleRate of an ONNX file, in Hz.
 * @throws InputError for files that are no model, and what the loaders throw.
 */
export async function openFiles(
  files: readonly File[],
  { sampleRate }: { readonly sampleRate: number },
): Promise<Opened> {
  const onnx = files.find(({ name }) => name.endsWith('.onnx'));
  if (onnx) {
    const { loadOnnx } = await import('@audiate/models-onnx');
    const others = await Promise.all(
      files.filter((file) => file !== onnx).map(async (file) => [file.name, await bytesOf(file)] as const),
    );
    const name = onnx.name.replace(/\.onnx$/, '');
    const model = await loadOnnx(
      { model: await bytesOf(onnx), beside: Object.fromEntries(others) },
      { sampleRate, name },
    );
    return { model, loader: 'loadOnnx' };
  }
  return openCheckpoint(new Map(files.map((file) => [file.name, file])));
}

async function openCheckpoint(files: ReadonlyMap<string, File>): Promise<Opened> {
  const settings = files.get('config.json');
  const weights = WEIGHTS.map((name) => files.get(name)).find((file) => file !== undefined);
  if (!settings || !weights) {
    const given = [...files.keys()].slice(0, 5).join(', ');
    throw new InputError(
      `these files are no model (${given}); drop an .onnx file, or a folder with config.json and model.safetensors or pytorch_model.bin`,
    );
  }
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
  return { model: await load(given, { name: folderOf(settings) }), loader };
}

/** The name of the folder that a file was dropped with. */
const folderOf = ({ webkitRelativePath }: File): string =>
  (webkitRelativePath ?? '').split('/').at(-2) || 'dropped model';

async function bytesOf(file: File): Promise<ArrayBuffer> {
  if (file.size <= MAX_BYTES) return file.arrayBuffer();
  throw new InputError(`${file.name} has ${file.size} bytes; a page holds files up to ${MAX_BYTES}`);
}
