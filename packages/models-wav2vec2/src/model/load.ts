import {
  adapt,
  asObject,
  type FileSet,
  isPlace,
  layersUpTo,
  leftOut,
  type SourceOptions,
  weightsOf,
  withSource,
} from '@audiate/checkpoints';
import { type ModelAdapter, warnOnce } from '@audiate/protocol';
import { parseConfig } from '../config/config.js';
import { familyOf } from '../config/families/families.js';
import { parsePreprocessor } from '../config/preprocessor.js';
import { configWithHead, OF_TRAINING } from '../network/head.js';
import { describeLayers, type Wav2Vec2Layer } from '../network/layers.js';
import { readNetwork, runNetwork } from '../network/network.js';
import { configUpTo, isOfHead, weightsUpTo } from '../network/up-to.js';
import { vocabularyOf } from '../tokenizer/vocabulary-of.js';
import { type Checkpoint, checkpointInMemory, type Reading, readCheckpoint, type Wav2Vec2Files } from './checkpoint.js';
import { fingerprint } from './fingerprint.js';
import { isOfLanguage, otherLanguage, tokensOf } from './language-adapter.js';

/** Options of {@link loadWav2Vec2}. Those of the Hub matter for its ids only. */
export interface LoadOptions extends SourceOptions {
  /** What errors and recipes call the model; the folder's or the Hub's name, or "wav2vec2" for bytes, unless given. */
  readonly name?: string;
  /**
   * The deepest layer that will be asked for: what lies behind it is not read, and the model has not got it. Its
   * fingerprint is another than the whole model's, where anything is left out. All layers unless given.
   */
  readonly upTo?: Wav2Vec2Layer;
  /**
   * The language of a model whose vocab.json holds one vocabulary for each, as MMS has; the one that tokenizer_config.json
   * names (`target_lang`) unless given. Where the model has adapters for each, those of another language, and its head, are
   * read from adapter.<language>.safetensors (or .bin) beside the weights, as transformers' `load_adapter` does.
   */
  readonly language?: string;
  /**
   * Told, in a sentence, of weights that the checkpoint has and the model leaves out, such as a head of a class that is not
   * transformers', and of tokenizer files that are not sound, which cost the vocabulary; a warning of the process or, in browsers, the console's unless given.
   */
  readonly onWarning?: (message: string) => void;
}

/**
 * Loads a Wav2Vec2 checkpoint of either line (group norm and post-norm blocks as wav2vec2-base; layer norm and pre-norm
 * blocks as wav2vec2-large-lv60 and XLS-R), or one of the families that share its network (HuBERT, WavLM, Data2Vec-Audio,
 * UniSpeech, UniSpeech-SAT), as config.json's `model_type` says; with or without a head: of CTC, or of transformers' classes
 * that classify clips, frames or speakers (x-vectors). Weights (F32, F16, BF16, and F64 rounded to float32;
 * model.safetensors or pytorch_model.bin, whole or in shards) stay Float32Arrays until a backend adopts them; only those
 * that the forward pass needs are read.
 *
 * The model hears raw audio: `do_normalize` of the checkpoint's preprocessor_config.json (true where there is none) is
 * part of its forward pass.
 * @param source the id of a model on the Hugging Face Hub ("facebook/wav2vec2-base"), which is cached where Python's
 * huggingface_hub caches it; a local folder in the same layout (Node only; it wins over an id); an address of such a
 * folder (https://…); the files' contents;
 * or the folder's files as Blobs, `{ files }`, as a page is given them, of which only what is needed is read.
 * @throws InputError for a damaged or lying file, a missing weight, another model type, an unsupported switch, and for
 * what cannot be downloaded.
 */
export async function loadWav2Vec2(
  source: string | URL | FileSet | Wav2Vec2Files,
  options: LoadOptions = {},
): Promise<ModelAdapter<Wav2Vec2Layer>> {
  if (!isPlace(source)) {
    options.signal?.throwIfAborted();
    return build(await checkpointInMemory(source, readingFor(options)), options);
  }
  return withSource(source, { ...options, loader: 'loadWav2Vec2' }, async (opened, signal) =>
    build(await readCheckpoint(opened, readingFor(options)), { ...options, signal }),
  );
}

/** A weight that every model of the family has. */
const PROBE = 'feature_extractor.conv_layers.0.conv.weight';

/** What is looked at before anything large is read. */
const readingFor = (options: LoadOptions): Reading => ({
  check: (config) => describe(config, undefined, options),
  language: (config, tokenizer) =>
    otherLanguage(configUpTo(parseConfig(config), options.upTo), tokenizer, options.language),
});

async function build(checkpoint: Checkpoint, options: LoadOptions): Promise<ModelAdapter<Wav2Vec2Layer>> {
  const { upTo, signal } = options;
  const { family } = describe(checkpoint.config, checkpoint.preprocessor, options).config;
  const { prefix } = familyOf(family);
  const instead = checkpoint.adapter && { file: checkpoint.adapter, holds: isOfLanguage };
  const weights = weightsOf(checkpoint.weights, { prefix, probe: PROBE, signal, instead });
  const config = { ...configWithHead(checkpoint.config, weights), ...(await tokensOf(checkpoint.adapter)) };
  const preprocessor = parsePreprocessor(checkpoint.preprocessor);
  const part = configUpTo(config, upTo);
  const hasHead = config.hasHead || weights.has('lm_head.weight');
  const layers = layersUpTo(describeLayers(config, preprocessor, hasHead), upTo);
  const network = await readNetwork(weightsUpTo(weights, upTo), part, preprocessor.normalize);
  const spelling = network.head && vocabularyOf(checkpoint, config.tokens, options);
  const info = {
    name: options.name ?? checkpoint.name,
    fingerprint: fingerprint({ config: part, preprocessor, ...spelling }, weights),
    sampleRate: preprocessor.sampleRate,
    minSamples: Math.max(...Object.values(layers).map(({ minSamples }) => minSamples)),
    layers,
    ...spelling,
  };
  const note =
    upTo === undefined
      ? leftOut(weights, {
          prefix,
          architectures: asObject('config.json', checkpoint.config).architectures,
          info,
          spare: OF_TRAINING,
        })
      : undefined;
  if (note !== undefined) (options.onWarning ?? warnOnce)(note);
  return adapt(info, {
    padded: true,
    run: (audio, { edited, lengths }) =>
      runNetwork(audio, network, { edited, padding: lengths && { lengths, grids: layers } }),
    free() {
      for (const weight of weights.kept) weight.dispose();
    },
  });
}

/** The settings, checked, and that `upTo` is a layer that such a model can have. */
function describe(config: unknown, preprocessor: unknown, { upTo }: LoadOptions) {
  const settings = { config: parseConfig(config), preprocessor: parsePreprocessor(preprocessor) };
  if (!isOfHead(upTo)) layersUpTo(describeLayers(settings.config, settings.preprocessor, true), upTo);
  return settings;
}
