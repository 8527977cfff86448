import {
  adapt,
  asObject,
  fingerprintOf,
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
import { describeLayers, type WhisperLayer } from '../network/layers.js';
import { readNetwork, runNetwork } from '../network/network.js';
import { configUpTo } from '../network/up-to.js';
import { type Checkpoint, checkpointInMemory, readCheckpoint, type WhisperFiles } from './checkpoint.js';

/** Options of {@link loadWhisper}. */
export interface LoadWhisperOptions extends SourceOptions {
  /** What errors and recipes call the model; the folder's or the Hub's name, or "whisper" for bytes, unless given. */
  readonly name?: string;
  /**
   * The deepest layer that will be asked for: what lies behind it is not read, and the model has not got it. Its
   * fingerprint is another than the whole model's. All layers unless given.
   */
  readonly upTo?: WhisperLayer;
  /**
   * What the encoder hears. Unless given, what Whisper was trained on: the sound and silence behind it, 30 seconds in all,
   * which cost 30 seconds' time however short the sound is. A number of seconds up to that: the sound and silence behind it,
   * so long in all. `'sound'`: the sound alone. In the last two cases the embeddings of later positions are left out, and
   * frames cannot attend to silence that is not there, so that activations differ from the published model's; the
   * convolutions' differ at the end only. The fingerprint is another for each.
   */
  readonly windowSeconds?: number | 'sound';
  /**
   * Told, in a sentence, of weights that the checkpoint has and the model leaves out, such as a head of a class of one's own;
   * a warning of the process or, in browsers, the console's unless given. The decoder's are left out without one.
   */
  readonly onWarning?: (message: string) => void;
}

/** What transformers puts before the names of the weights in models with a head. */
const PREFIX = 'model.';

/** A weight that every Whisper has. */
const PROBE = 'encoder.conv1.weight';

/** What generates text. */
const DECODER = /^(decoder\.|proj_out\.)/;

/**
 * Loads the encoder of a Whisper checkpoint (tiny to large-v3-turbo, distil-whisper, and what was fine-tuned of them). Weights
 * (F32, F16, BF16, and F64 rounded to float32; model.safetensors or pytorch_model.bin, whole or in shards) stay Float32Arrays
 * until a backend adopts them; only those that the encoder needs are read.
 *
 * The model hears raw audio: its log-mel spectrogram is the first part of its forward pass, differentiably.
 * @param source the id of a model on the Hugging Face Hub ("openai/whisper-base"), which is cached where Python's
 * huggingface_hub caches it; a local folder in the same layout (Node only; it wins over an id); an address of such a
 * folder (https://…); or the files' contents.
 * @throws InputError for a damaged or lying file, a missing weight, another model type, an unsupported setting, and for
 * what cannot be downloaded.
 */
export async function loadWhisper(
  source: string | URL | WhisperFiles,
  options: LoadWhisperOptions = {},
): Promise<ModelAdapter<WhisperLayer>> {
  const check = (config: unknown, preprocessor: unknown) => void describe(config, preprocessor, options);
  if (typeof source !== 'string' && !(source instanceof URL)) {
    options.signal?.throwIfAborted();
    return build(await checkpointInMemory(source, check), options);
  }
  return withSource(source, { ...options, loader: 'loadWhisper' }, async (opened, signal) =>
    build(await readCheckpoint(opened, check), { ...options, signal }),
  );
}

/** The settings, checked, and the layers that were asked for. */
function describe(json: unknown, extractor: unknown, { upTo, windowSeconds }: LoadWhisperOptions) {
  const whole = parseConfig(json);
  const preprocessor = parsePreprocessor(extractor, whole);
  const layers = layersUpTo(describeLayers(whole, preprocessor), upTo);
  return {
    config: configUpTo(whole, upTo),
    preprocessor,
    layers,
    window: windowOf(windowSeconds, preprocessor, whole),
  };
}

async function build(checkpoint: Checkpoint, options: LoadWhisperOptions): Promise<ModelAdapter<WhisperLayer>> {
  const { upTo, signal } = options;
  const { config, preprocessor, layers, window } = describe(checkpoint.config, checkpoint.preprocessor, options);
  const weights = weightsOf(checkpoint.weights, { prefix: PREFIX, probe: PROBE, signal });
  const network = await readNetwork(weights, config, { preprocessor, window, layers });
  const info = {
    name: options.name ?? checkpoint.name,
    fingerprint: fingerprintOf({ config, preprocessor, window: window.frames ?? 'sound' }, weights),
    sampleRate: preprocessor.sampleRate,
    minSamples: 1,
    layers,
    noVocabulary: 'Whisper has no CTC head; name a layer and channel',
  };
  if (upTo === undefined) {
    const { architectures } = asObject('config.json', checkpoint.config);
    const note = leftOut(weights, { prefix: PREFIX, architectures, info, spare: DECODER });
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
