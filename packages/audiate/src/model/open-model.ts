import { existsSync } from 'node:fs';
import { type DownloadProgress, isObject, readJson, withSource } from '@audiate/checkpoints';
import { loadAst } from '@audiate/models-ast';
import { loadOnnx } from '@audiate/models-onnx';
import { loadTfjs } from '@audiate/models-tfjs';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { loadWhisper } from '@audiate/models-whisper';
import { InputError, type ModelAdapter, show } from '@audiate/protocol';
import { tiny, tinyB } from '@audiate/wav2vec2-tiny';

/** How a model is had. */
export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** Of a file of ONNX or TensorFlow.js, in Hz; 16,000 unless given. */
  readonly sampleRate?: number | undefined;
  /** Told while a file is downloaded. */
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** What loads a model. */
export type Loader = 'embedded' | 'loadAst' | 'loadOnnx' | 'loadTfjs' | 'loadWav2Vec2' | 'loadWhisper';

const EMBEDDED: Readonly<Record<string, () => Promise<ModelAdapter>>> = {
  tiny: tiny as () => Promise<ModelAdapter>,
  tinyB: tinyB as () => Promise<ModelAdapter>,
};

type Load = (named: string, options: OpenOptions & { readonly sampleRate: number }) => Promise<unknown>;

const LOADERS: Readonly<Record<Loader, Load>> = {
  embedded: (named) => EMBEDDED[named]!(),
  loadAst: (named, { sampleRate: _, ...options }) => loadAst(named, options),
  loadOnnx,
  loadTfjs,
  loadWav2Vec2: (named, { sampleRate: _, ...options }) => loadWav2Vec2(named, options),
  loadWhisper: (named, { sampleRate: _, ...options }) => loadWhisper(named, options),
};

/** What most speech models hear. */
const USUAL_RATE = 16_000;

/**
 * The model that a command line names: `tiny` or `tinyB`, which are embedded, an ONNX file, a folder, an id of the Hugging Face
 * Hub, or an address. What family a checkpoint is of, its `config.json` says; a folder with `model.json` is of TensorFlow.js.
 * @throws InputError when there is no such model, or it is of a family that can't be loaded, and for a sample rate where the model has
 * one of its own.
 */
export async function openModel(named: string, options: OpenOptions = {}): Promise<ModelAdapter> {
  return loadBy(await loaderOf(named, options), named, options);
}

/** Opens a model by what {@link loaderOf} found. @throws InputError as {@link openModel} does. */
export async function loadBy(
  loader: Loader,
  named: string,
  { sampleRate = USUAL_RATE, ...options }: OpenOptions,
): Promise<ModelAdapter> {
  return (await LOADERS[loader](named, { ...options, sampleRate })) as ModelAdapter;
}

/** What loads the model that a command line names; of a checkpoint its `config.json` is read. @throws InputError as {@link openModel} does. */
export async function loaderOf(named: string, { signal, sampleRate }: OpenOptions): Promise<Loader> {
  if (named.endsWith('.onnx')) {
    if (isMissing(named)) throw new InputError(`there is no file ${show(named)}`);
    return 'loadOnnx';
  }
  const loader = Object.hasOwn(EMBEDDED, named) ? 'embedded' : await loaderIn(named, { ...(signal && { signal }) });
  if (sampleRate !== undefined && loader !== 'loadTfjs' && loader !== 'loadOnnx') {
    throw new InputError(`--sample-rate is for models of ONNX and TensorFlow.js; "${named}" says its own`);
  }
  return loader;
}

/** Whether a file could lie on this machine only, and does not: it has no address, and is none of the Hub, `owner/name/model.onnx`. */
function isMissing(named: string): boolean {
  if (/^https?:/i.test(named)) return false;
  const isAddress = /^file:/i.test(named);
  if (existsSync(isAddress ? new URL(named) : named)) return false;
  return isAddress || /^[./~]/.test(named) || named.split('/').length <= 2;
}

/** What loads a folder, a repository or an address. */
function loaderIn(named: string, options: { readonly signal?: AbortSignal }): Promise<Loader> {
  return withSource(named, { ...options, loader: 'audiate' }, async (source) => {
    const config = await readJson(source, 'config.json');
    const family = isObject(config) ? config.model_type : undefined;
    if (family === 'whisper') return 'loadWhisper';
    if (family === 'audio-spectrogram-transformer') return 'loadAst';
    if (isObject(config)) return 'loadWav2Vec2';
    if (await source.open('model.json')) return 'loadTfjs';
    return (await source.open('model.onnx')) ? 'loadOnnx' : 'loadWav2Vec2';
  });
}
