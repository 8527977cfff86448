import { isObject, readJson, withSource } from '@audiate/checkpoints';
import { loadAst } from '@audiate/models-ast';
import { loadOnnx } from '@audiate/models-onnx';
import { loadTfjs } from '@audiate/models-tfjs';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { loadWhisper } from '@audiate/models-whisper';
import { InputError, type ModelAdapter } from '@audiate/protocol';
import { tiny, tinyB } from '@audiate/wav2vec2-tiny';

/** How a model is had. */
export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** Of a file of ONNX or TensorFlow.js, in Hz; 16,000 unless given. */
  readonly sampleRate?: number | undefined;
}

const EMBEDDED: Readonly<Record<string, () => Promise<ModelAdapter>>> = {
  tiny: tiny as () => Promise<ModelAdapter>,
  tinyB: tinyB as () => Promise<ModelAdapter>,
};

/** What most speech models hear. */
const USUAL_RATE = 16_000;

/**
 * The model that a command line names: `tiny` or `tinyB`, which are embedded, an ONNX file, a folder, an id of the Hugging
 * Face Hub, or an address. What family a checkpoint is of, its `config.json` says; a folder with `model.json` is of TensorFlow.js.
 * @throws InputError when there is no such model, or it is of a family that can't be loaded, and for a sample rate where the model has
 * one of its own.
 */
export async function openModel(named: string, { signal, sampleRate }: OpenOptions = {}): Promise<ModelAdapter> {
  const options = { ...(signal && { signal }) };
  const rated = { ...options, sampleRate: sampleRate ?? USUAL_RATE };
  if (named.endsWith('.onnx')) return loadOnnx(named, rated);
  const embedded = Object.hasOwn(EMBEDDED, named) ? EMBEDDED[named] : undefined;
  const family = embedded ? 'embedded' : await familyOf(named, options);
  if (family === 'tfjs') return loadTfjs(named, rated);
  if (family === 'onnx') return loadOnnx(named, rated);
  if (sampleRate !== undefined) {
    throw new InputError(`--sample-rate is for models of ONNX and TensorFlow.js; "${named}" says its own`);
  }
  if (embedded) return embedded();
  if (family === 'whisper') return (await loadWhisper(named, options)) as ModelAdapter;
  if (family === 'audio-spectrogram-transformer') return (await loadAst(named, options)) as ModelAdapter;
  return (await loadWav2Vec2(named, options)) as ModelAdapter;
}

/** What loads a folder, a repository or an address: `tfjs`, `onnx`, or the `model_type` of a checkpoint. */
function familyOf(named: string, options: { readonly signal?: AbortSignal }): Promise<unknown> {
  return withSource(named, { ...options, loader: 'audiate' }, async (source) => {
    const config = await readJson(source, 'config.json');
    if (isObject(config)) return config.model_type;
    if (await source.open('model.json')) return 'tfjs';
    return (await source.open('model.onnx')) ? 'onnx' : undefined;
  });
}
