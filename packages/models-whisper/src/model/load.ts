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
import { InputError, type ModelAdapter, show, warnOnce } from '@audiate/protocol';
import { parseConfig } from '../config/config.js';
import { parseDecoderConfig } from '../config/decoder-config.js';
import { parsePreprocessor } from '../config/preprocessor.js';
import { windowOf } from '../config/window.js';
import { readDecoder } from '../decoder/decoder.js';
import { describeLayers, type WhisperLayer } from '../network/layers.js';
import { type Network, readEncoder, runNetwork } from '../network/network.js';
import { configUpTo, isOfDecoder } from '../network/up-to.js';
import { promptOf, type WhisperPrompt } from '../tokenizer/prompt.js';
import { parseTokens, type TokenizerFiles } from '../tokenizer/tokenizer.js';
import { type Checkpoint, checkpointInMemory, readCheckpoint, type WhisperFiles } from './checkpoint.js';

/** Options of {@link loadWhisper}. */
export interface LoadWhisperOptions extends SourceOptions {
  /** What errors and recipes call the model; the folder's or the Hub's name, or "whisper" for bytes, unless given. */
  readonly name?: string;
  /**
   * The deepest layer that will be asked for: the blocks behind it, and the decoder, are not read, and the model has not got the
   * layers. Convolutions, positions and the final norm are read in any case. The fingerprint is that of what is read: another
   * than the whole model's where blocks or the decoder are left out, the same where none are, and one for all layers before the first
   * block. All layers unless given.
   */
  readonly upTo?: WhisperLayer;
  /**
   * Whether the decoder is read, too, for the layers `language` and `first-token`: its logits after `<|startoftranscript|>`, and
   * after the prompt that follows it in this language and task. `true` stands for English and "transcribe"; not read unless
   * given. It takes vocab.json and added_tokens.json (or tokenizer_config.json).
   */
  readonly decoder?: boolean | WhisperPrompt;
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

/** What generates text: nothing is said of what of it is left out. */
const DECODER = /^(decoder\.|proj_out\.)/;

/**
 * Loads the encoder, and where `decoder` asks for it the first step of the decoder, of a Whisper checkpoint (tiny to large-v3-turbo, distil-whisper, and what was fine-tuned of them). Weights
 * (F32, F16, BF16, and F64 rounded to float32; model.safetensors or pytorch_model.bin, whole or in shards) stay Float32Arrays
 * until a backend adopts them; only those that are needed are read.
 *
 * The model hears raw audio: its log-mel spectrogram is the first part of its forward pass, differentiably.
 * @param source the id of a model on the Hugging Face Hub ("openai/whisper-base"), which is cached where Python's
 * huggingface_hub caches it; a local folder in the same layout (Node only; it wins over an id); an address of such a
 * folder (https://…); the files' contents;
 * or the folder's files as Blobs, `{ files }`, as a page is given them, of which only what is needed is read.
 * @throws InputError for a damaged or lying file, a missing weight, another model type, an unsupported setting, and for
 * what cannot be downloaded.
 */
export async function loadWhisper(
  source: string | URL | FileSet | WhisperFiles,
  options: LoadWhisperOptions = {},
): Promise<ModelAdapter<WhisperLayer>> {
  const check = (told: Parameters<typeof describe>[0]) => void describe(told, options);
  if (!isPlace(source)) {
    options.signal?.throwIfAborted();
    return build(await checkpointInMemory(source, check), options);
  }
  return withSource(source, { ...options, loader: 'loadWhisper' }, async (opened, signal) =>
    build(await readCheckpoint(opened, { check, decoder: hasDecoder(options) }), { ...options, signal }),
  );
}

/** Whether the decoder is to be read: it was asked for, and `upTo` does not end before it. */
const hasDecoder = ({ decoder, upTo }: LoadWhisperOptions): boolean =>
  decoder !== undefined && decoder !== false && (upTo === undefined || isOfDecoder(upTo));

/** The settings, checked, and the layers that were asked for. */
function describe(
  { config: json, preprocessor: extractor, tokenizer }: Pick<Checkpoint, 'config' | 'preprocessor' | 'tokenizer'>,
  options: LoadWhisperOptions,
) {
  const { upTo, windowSeconds, decoder } = options;
  const whole = parseConfig(json);
  const preprocessor = parsePreprocessor(extractor, whole);
  if (upTo !== undefined && isOfDecoder(upTo) && !hasDecoder(options)) {
    throw new InputError(`upTo names ${show(upTo)}, a layer of the decoder; load it with { decoder: true }`);
  }
  const head = hasDecoder(options) ? describeDecoder(json, tokenizer, decoder) : undefined;
  return {
    config: configUpTo(whole, upTo),
    preprocessor,
    window: windowOf(windowSeconds, preprocessor, whole),
    head,
    all: describeLayers(whole, preprocessor, head?.tokens),
    layers: layersUpTo(describeLayers(whole, preprocessor, head?.tokens), upTo),
  };
}

function describeDecoder(json: unknown, files: TokenizerFiles, decoder: LoadWhisperOptions['decoder']) {
  const config = parseDecoderConfig(json);
  const tokens = parseTokens(files, config.tokens);
  const prompt = promptOf(tokens, typeof decoder === 'object' ? decoder : {});
  return { config, tokens, prompt };
}

async function build(checkpoint: Checkpoint, options: LoadWhisperOptions): Promise<ModelAdapter<WhisperLayer>> {
  const { upTo, signal } = options;
  const { config, preprocessor, all, layers, window, head } = describe(checkpoint, options);
  const weights = weightsOf(checkpoint.weights, { prefix: PREFIX, probe: PROBE, signal });
  const network: Network = {
    ...(await readEncoder(weights, config, { preprocessor, window, layers: all })),
    decoder: head && (await readDecoder(weights, head.config, head)),
  };
  const asked = head && {
    decoder: head.config,
    prompt: head.prompt,
    tokens: [...head.tokens.languages, head.tokens.text],
  };
  const info = {
    name: options.name ?? checkpoint.name,
    fingerprint: fingerprintOf({ config, preprocessor, window: window.frames ?? 'sound', ...asked }, weights),
    sampleRate: preprocessor.sampleRate,
    minSamples: 1,
    layers,
    noVocabulary: head ? NO_CTC : `${NO_CTC}, or load it with { decoder: true } for logit`,
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

const NO_CTC = 'Whisper has no CTC head; name a layer and channel';
