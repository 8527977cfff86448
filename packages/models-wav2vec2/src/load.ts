import { InputError, type ModelAdapter, show } from '@audiate/protocol';
import { adapt } from './adapter.js';
import { bytesInMemory } from './byte-source.js';
import { asObject, parseConfig } from './config.js';
import { familyOf } from './families/families.js';
import { fingerprint } from './fingerprint.js';
import { describeLayers, type Wav2Vec2Layer } from './layers.js';
import { readNetwork } from './network.js';
import { parsePreprocessor } from './preprocessor.js';
import { openSafetensors } from './safetensors.js';
import { type CheckpointFiles, openFolder } from './source-folder.js';
import { parseVocabulary } from './vocabulary.js';
import { weightsOf } from './weights.js';

/** A checkpoint's files in memory, for where there is no file system. JSON files come parsed. */
export interface Wav2Vec2Files {
  /** config.json. */
  readonly config: object;
  /** The bytes of model.safetensors. Aligned F32 weights are views on them: don't write to them afterwards. */
  readonly weights: Uint8Array | ArrayBuffer;
  /** preprocessor_config.json; the audio is normalised and 16 kHz unless given, as the family's default has it. */
  readonly preprocessor?: object;
  /** vocab.json, `{ token: channel }`; a model with a CTC head has no vocabulary unless given. */
  readonly vocabulary?: object;
}

/** Options of {@link loadWav2Vec2}. */
export interface LoadOptions {
  /** What errors and recipes call the model; the folder's name, or "wav2vec2" for bytes, unless given. */
  readonly name?: string;
}

/**
 * Loads a Wav2Vec2 checkpoint of either line (group norm and post-norm blocks as wav2vec2-base; layer norm and pre-norm
 * blocks as wav2vec2-large-lv60 and XLS-R), or one of the families that share its network (HuBERT, WavLM, Data2Vec-Audio,
 * UniSpeech, UniSpeech-SAT), as config.json's `model_type` says; with or without a CTC head. Weights (F32, F16, BF16) stay Float32Arrays
 * until a backend adopts them; only those that the forward pass needs are read.
 *
 * The model hears raw audio: `do_normalize` of the checkpoint's preprocessor_config.json (true where there is none) is
 * part of its forward pass.
 * @param source a local folder in Hugging Face's layout (Node only), or the files' contents.
 * @throws InputError for a damaged or lying file, a missing weight, another model type, an unsupported switch.
 */
export async function loadWav2Vec2(
  source: string | Wav2Vec2Files,
  options: LoadOptions = {},
): Promise<ModelAdapter<Wav2Vec2Layer>> {
  const files = typeof source === 'string' ? await openFolder(source) : filesInMemory(source);
  try {
    return await build(files, options);
  } finally {
    await files.close();
  }
}

async function build(files: CheckpointFiles, options: LoadOptions): Promise<ModelAdapter<Wav2Vec2Layer>> {
  const config = parseConfig(files.config);
  const preprocessor = parsePreprocessor(files.preprocessor);
  const weights = weightsOf(await openSafetensors(files.weights), familyOf(config.family).prefix);
  const network = await readNetwork(weights, config, preprocessor.normalize);
  const layers = describeLayers(config, preprocessor, network.head !== undefined);
  const vocabulary =
    network.head && files.vocabulary !== undefined ? parseVocabulary(files.vocabulary, config.tokens) : undefined;
  const info = {
    name: options.name ?? files.name,
    fingerprint: fingerprint({ config, preprocessor, vocabulary }, weights.kept),
    sampleRate: preprocessor.sampleRate,
    minSamples: layers.projection.minSamples,
    layers,
    ...(vocabulary && { vocabulary }),
  };
  return adapt(info, network, () => {
    for (const weight of weights.kept) weight.dispose();
  });
}

function filesInMemory(source: Wav2Vec2Files): CheckpointFiles {
  const { config, weights, preprocessor, vocabulary } = asObject('a checkpoint', source) as unknown as Wav2Vec2Files;
  const bytes = weights instanceof ArrayBuffer ? new Uint8Array(weights) : weights;
  if (!(bytes instanceof Uint8Array)) {
    throw new InputError(`weights must be a Uint8Array or ArrayBuffer of model.safetensors, got ${show(weights)}`);
  }
  const close = async () => {};
  return { name: 'wav2vec2', config, preprocessor, vocabulary, weights: bytesInMemory(bytes), close };
}
