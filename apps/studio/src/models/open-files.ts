import { InputError } from '@audiate/protocol';
import type { TopLevel } from '../files/top-level.js';
import { jsonOf } from './json-of.js';
import { loaderName, loaderOf } from './loader-of.js';
import type { Opened } from './opened.js';
import { weightFiles } from './weight-files.js';

/** Ends it. */
interface Ended {
  readonly signal: AbortSignal;
}

/** What a browser can hold of a model. */
const MAX_BYTES = 2 ** 32;
/** And as one piece. */
const MAX_PIECE = 2 ** 31 - 1;
/** Between pieces of a file a stop is heard. */
const READ_BYTES = 2 ** 24;

interface Given extends TopLevel {
  /** Of an ONNX file, in Hz. */
  readonly sampleRate: number;
}

/**
 * Opens the checkpoint that lies in a folder; where there is none, its ONNX file, or one that came alone, with those of the
 * files beside it that it names.
 * @throws InputError for files that are no model, and what the loaders throw; the signal's reason once it is aborted.
 */
export async function openFiles({ files, folder, sampleRate }: Given, { signal }: Ended): Promise<Opened> {
  const named = new Map(files.map((file) => [file.name, file]));
  const settings = named.get('config.json');
  const weights = weightFiles(named);
  if (settings && weights.length > 0) {
    checkSize(weights);
    return openCheckpoint(named, { settings, name: folder ?? 'dropped model', signal });
  }
  const [onnx, another] = files.filter(({ name }) => name.endsWith('.onnx'));
  if (onnx && !another) return openOnnx(onnx, named, { sampleRate, signal });
  throw new InputError(refusal([...named.keys()], onnx !== undefined));
}

async function openOnnx(
  onnx: File,
  beside: ReadonlyMap<string, File>,
  options: Ended & Pick<Given, 'sampleRate'>,
): Promise<Opened> {
  const { loadOnnx } = await import('@audiate/models-onnx');
  const name = onnx.name.replace(/\.onnx$/, '');
  const files = { model: await bytesOf(onnx, options), beside: Object.fromEntries(beside) };
  return { model: await loadOnnx(files, { ...options, name }), loader: 'loadOnnx' };
}

/** Why files are no model, and what to do. */
function refusal(names: readonly string[], hasOnnx: boolean): string {
  if (hasOnnx) {
    const models = names.filter((name) => name.endsWith('.onnx')).slice(0, 5);
    return `these files are several models (${models.join(', ')}); choose one of them with "ONNX file …"`;
  }
  return `these files are no model (${names.slice(0, 5).join(', ')}); drop an .onnx file, or a folder with config.json and model.safetensors or pytorch_model.bin`;
}

interface Checkpoint extends Ended {
  readonly settings: File;
  readonly name: string;
}

/** The loader reads of the files what it needs: settings, tokenizer, and weights, whole or in shards. */
async function openCheckpoint(
  files: ReadonlyMap<string, File>,
  { settings, name, signal }: Checkpoint,
): Promise<Opened> {
  const config = await jsonOf(settings);
  const loader = loaderName((config as { model_type?: unknown }).model_type);
  const load = await loaderOf(loader);
  return { model: await load({ files: Object.fromEntries(files) }, { name, signal }), loader };
}

function checkSize(weights: readonly File[]): void {
  const bytes = weights.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= MAX_BYTES) return;
  throw new InputError(`the weights have ${bytes} bytes; a page holds ${MAX_BYTES}; run audiate studio FOLDER`);
}

async function bytesOf(file: File, { signal }: Ended): Promise<Uint8Array> {
  const { name, size } = file;
  if (size > MAX_PIECE) throw new InputError(`${name} has ${size} bytes; a page holds files up to ${MAX_PIECE}`);
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += READ_BYTES) {
    signal.throwIfAborted();
    bytes.set(new Uint8Array(await file.slice(at, at + READ_BYTES).arrayBuffer()), at);
  }
  return bytes;
}
