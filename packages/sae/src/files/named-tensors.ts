import { type CheckpointSource, openUnnamedWeights } from '@audiate/checkpoints';
import { checkChoice, checkKeys, InputError, show } from '@audiate/protocol';
import type { DictionaryActivation } from '../dictionary/define-dictionary.js';
import type { Normalization } from '../dictionary/normalization.js';
import { type TensorReader, tensorReader } from './read-tensor.js';
import type { UnnamedNumbers } from './sae-lens.js';
import { transpose } from './transpose.js';

/** The tensors of a file of one's own, by name. */
export interface DictionaryTensors {
  /** The file's name, .safetensors or torch.save's; "model.safetensors" unless given. */
  readonly file?: string;
  /**
   * How the matrices lie: `'out-in'`, as torch.nn.Linear's weights (encoder `[features, channels]`, decoder `[outputs, features]`), or
   * `'in-out'`, as in x @ W. The first unless given.
   */
  readonly layout?: 'out-in' | 'in-out';
  readonly encoder: string;
  readonly encoderBias?: string;
  /** What is taken off a frame before it is encoded: often the name that `decoderBias` has, too. */
  readonly inputBias?: string;
  readonly decoder?: string;
  readonly decoderBias?: string;
  /** As in `defineDictionary`, with names in the place of numbers; a gate's `scale` is that itself, `logScale` its logarithm. */
  readonly activation:
    | { readonly kind: 'relu' }
    | { readonly kind: 'topk'; readonly k: number }
    | { readonly kind: 'jumprelu'; readonly threshold: number | string }
    | { readonly kind: 'gated'; readonly scale: string; readonly bias: string }
    | { readonly kind: 'gated'; readonly logScale: string; readonly bias: string };
  readonly normalization?: Normalization;
}

/** @throws InputError for a missing or damaged file, a name that is not in it, and shapes that don't go together. */
export async function readNamedTensors(
  source: CheckpointSource,
  tensors: DictionaryTensors,
  signal: AbortSignal | undefined,
): Promise<UnnamedNumbers> {
  checkKeys('tensors', tensors, KEYS);
  const { file: name = 'model.safetensors', layout = 'out-in', activation, normalization, ...names } = tensors;
  checkChoice('layout of tensors', layout, ['out-in', 'in-out']);
  if (typeof names.encoder !== 'string')
    throw new InputError(`tensors must name the encoder, got ${show(names.encoder)}`);
  const bytes = await source.open(checkFile(name));
  if (!bytes) throw new InputError(`${source.place} has no file ${show(name)}; name it by { tensors: { file } }`);
  const reader = tensorReader(await openUnnamedWeights(bytes, `${name} in ${source.place}`, name), signal);
  const turned = layout === 'in-out';
  const shape = await reader.matrix(names.encoder);
  const [features, channels] = turned ? [shape[1], shape[0]] : shape;
  const matrix = async (tensor: string, outputs: number, inputs: number): Promise<Float32Array> =>
    turned
      ? transpose(await reader.read(tensor, [inputs, outputs]), [inputs, outputs])
      : reader.read(tensor, [outputs, inputs]);
  const vector = async (key: 'encoderBias' | 'inputBias' | 'decoderBias', length: number) =>
    names[key] === undefined ? {} : { [key]: await reader.read(names[key], [length]) };
  return {
    channels,
    features,
    activation: await activationOf(activation, reader, features),
    encoder: await matrix(names.encoder, features, channels),
    ...(names.decoder !== undefined && { decoder: await matrix(names.decoder, channels, features) }),
    ...(await vector('encoderBias', features)),
    ...(await vector('inputBias', channels)),
    ...(await vector('decoderBias', channels)),
    ...(normalization && { normalization }),
  };
}

const KEYS = [
  ...['file', 'layout', 'encoder', 'encoderBias', 'inputBias', 'decoder', 'decoderBias', 'activation'],
  'normalization',
];

function checkFile(name: unknown): string {
  if (typeof name === 'string' && /^[A-Za-z0-9_][\w.-]{0,200}$/.test(name)) return name;
  throw new InputError(`file of tensors must be a plain file name without folders, got ${show(name)}`);
}

async function activationOf(
  given: DictionaryTensors['activation'],
  reader: TensorReader,
  features: number,
): Promise<DictionaryActivation> {
  if (given?.kind === 'jumprelu' && typeof given.threshold === 'string') {
    return { kind: 'jumprelu', threshold: await reader.read(given.threshold, [features]) };
  }
  if (given?.kind === 'gated') {
    const scale = await reader.read('scale' in given ? given.scale : given.logScale, [features]);
    const bias = await reader.read(given.bias, [features]);
    return { kind: 'gated', scale: 'scale' in given ? scale : scale.map(Math.exp), bias };
  }
  return given as DictionaryActivation;
}
