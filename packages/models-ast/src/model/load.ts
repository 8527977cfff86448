import {
  adapt,
  asObject,
  type FileSet,
  fingerprintOf,
  isPlace,
  layersUpTo,
  leftOut,
  type SourceOptions,
  weightsOf,
  withSource,
} from '@audiate/checkpoints';
import { type ModelAdapter, warnOnce } from '@audiate/protocol';
import { parseConfig } from '../config/config.js';
import { parsePreprocessor } from '../config/preprocessor.js';
import { windowOf } from '../config/window.js';
import { HEAD_PROBE } from '../network/head.js';
import { type AstLayer, describeLayers } from '../network/layers.js';
import { readNetwork, runNetwork } from '../network/network.js';
import { configUpTo } from '../network/up-to.js';
import { type AstFiles, type Checkpoint, checkpointInMemory, readCheckpoint } from './checkpoint.js';

/** Options of {@link loadAst}. */
export interface LoadAstOptions extends SourceOptions {
  /** What errors and recipes call the model; the folder's or the Hub's name, or "ast" for bytes, unless given. */
  readonly name?: string;
  /**
   * The deepest layer that will be asked for: the blocks behind it are not read, and the model has not got the layers; nor is the
   * head, unless it is `logits`. The fingerprint is that of what is read. All layers unless given.
   */
  readonly upTo?: AstLayer;
  /**
   * What the network hears. Unless given, what the model was trained on: the sound, and behind it frames of the spectrogram that
   * stand for nothing, 10.24 seconds in all in most models, which cost 10.24 seconds' time however short the sound is. A number
   * of seconds up to that: alike, so long in all. `'sound'`: the sound alone. In the last two cases the embeddings of later
   * positions are left out, and patches cannot attend to what is not there, so that activations differ from the published
   * model's from `encoder.0.attention` on. The fingerprint is another for each.
   */
  readonly windowSeconds?: number | 'sound';
  /**
   * Told, in a sentence, of weights that the checkpoint has and the model leaves out, such as a head of a class of one's own;
   * a warning of the process or, in browsers, the console's unless given.
   */
  readonly onWarning?: (message: string) => void;
}

/** What transformers puts before the names of the weights in models with a head. */
const PREFIX = 'audio_spectrogram_transformer.';

/** A weight that every AST has. */
const PROBE = 'embeddings.cls_token';

/** Nothing is left out for good reason. */
const SPARE = /^$/;

/**
 * Loads an Audio Spectrogram Transformer, such as "MIT/ast-finetuned-audioset-10-10-0.4593" with its 527 classes of sounds, and
 * what was fine-tuned of it. Weights (F32, F16, BF16, and F64 rounded to float32; model.safetensors or pytorch_model.bin,
 * whole or in shards) stay Float32Arrays until a backend adopts them; only those that are needed are read.
 *
 * The model hears raw audio: its log-mel spectrogram is the first part of its forward pass, differentiably.
 * @param source the id of a model on the Hugging Face Hub, which is cached where Python's huggingface_hub caches it; a local
 * folder in the same layout (Node only; it wins over an id); an address of such a folder (https://…); the files' contents;
 * or the folder's files as Blobs, `{ files }`, as a page is given them, of which only what is needed is read.
 * @throws InputError for a damaged or lying file, a missing weight, another model type, an unsupported setting, and for
 * what cannot be downloaded.
 */
export async function loadAst(
  source: string | URL | FileSet | AstFiles,
  options: LoadAstOptions = {},
): Promise<ModelAdapter<AstLayer>> {
  const check = (told: Pick<Checkpoint, 'config' | 'preprocessor'>) => void describe(told, options, () => true);
  if (!isPlace(source)) {
    options.signal?.throwIfAborted();
    return build(await checkpointInMemory(source, check), options);
  }
  return withSource(source, { ...options, loader: 'loadAst' }, async (opened, signal) =>
    build(await readCheckpoint(opened, check), { ...options, signal }),
  );
}

/** The settings, checked, and the layers that were asked for. */
function describe(
  { config: json, preprocessor: extractor }: Pick<Checkpoint, 'config' | 'preprocessor'>,
  { upTo, windowSeconds }: LoadAstOptions,
  weightsHaveHead: () => boolean,
) {
  const whole = parseConfig(json);
  const preprocessor = parsePreprocessor(extractor, whole);
  const { architectures } = asObject('config.json', json);
  // a file without the names of its classes tells by its weights
  const headed = Array.isArray(architectures) ? architectures.includes('ASTForAudioClassification') : weightsHaveHead();
  const layers = layersUpTo(describeLayers(whole, headed), upTo);
  return {
    config: configUpTo(whole, upTo),
    preprocessor,
    window: windowOf(windowSeconds, preprocessor, whole),
    layers,
    hasHead: Object.hasOwn(layers, 'logits'),
  };
}

async function build(checkpoint: Checkpoint, options: LoadAstOptions): Promise<ModelAdapter<AstLayer>> {
  const { upTo, signal } = options;
  const weights = weightsOf(checkpoint.weights, { prefix: PREFIX, probe: PROBE, signal });
  const { layers, ...facts } = describe(checkpoint, options, () => weights.has(HEAD_PROBE));
  const { config, preprocessor, window } = facts;
  const network = await readNetwork(weights, facts);
  const info = {
    name: options.name ?? checkpoint.name,
    fingerprint: fingerprintOf({ config, preprocessor, window: window.frames ?? 'sound' }, weights),
    sampleRate: preprocessor.sampleRate,
    minSamples: Math.max(...Object.values(layers).map(({ minSamples }) => minSamples)),
    layers,
    noVocabulary: 'an Audio Spectrogram Transformer has no CTC head; name a class of logits by objectives.logit',
  };
  if (upTo === undefined) {
    const { architectures } = asObject('config.json', checkpoint.config);
    const note = leftOut(weights, { prefix: PREFIX, architectures, info, spare: SPARE });
    if (note !== undefined) (options.onWarning ?? warnOnce)(note);
  }
  return adapt(info, {
    padded: false,
    run: (audio, { edited }) => runNetwork(audio, network, edited),
    free() {
      network.frontEnd.dispose();
      for (const weight of weights.kept) weight.dispose();
    },
  });
}
