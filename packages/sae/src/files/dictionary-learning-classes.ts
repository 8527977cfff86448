import type { TensorFile } from '@audiate/checkpoints';
import { checkNumber, InputError } from '@audiate/protocol';
import type { DictionaryActivation } from '../dictionary/define-dictionary.js';
import type { TensorReader } from './read-tensor.js';
import type { UnnamedNumbers } from './sae-lens.js';
import { transpose } from './transpose.js';
import { withUnitDecoder } from './unit-decoder.js';

/** The classes of dictionary_learning that can be loaded. */
export const CLASSES = [
  ...['AutoEncoder', 'AutoEncoderNew', 'GatedAutoEncoder', 'JumpReluAutoEncoder'],
  ...['AutoEncoderTopK', 'BatchTopKSAE', 'MatryoshkaBatchTopKSAE'],
] as const;

/** One of {@link CLASSES}. */
export type Class = (typeof CLASSES)[number];

/** What a caller says of a dictionary that its files don't. */
export interface Given {
  readonly k?: number;
  readonly threshold?: number;
}

/** The class by the names of the weights; undefined where those of two are alike. */
export function classByNames(file: Pick<TensorFile, 'has'>, { k, threshold }: Given): Class | undefined {
  if (file.has('r_mag')) return 'GatedAutoEncoder';
  if (file.has('W_enc')) return file.has('group_sizes') ? 'MatryoshkaBatchTopKSAE' : 'JumpReluAutoEncoder';
  if (file.has('bias')) return 'AutoEncoder';
  if (file.has('decoder.bias')) return 'AutoEncoderNew';
  if (k !== undefined) return 'AutoEncoderTopK';
  return threshold === undefined ? undefined : 'BatchTopKSAE';
}

/** Reads the weights of a class. @param settings the trainer's, `k` and `threshold` among them. */
export async function readClass(
  kind: Class,
  reader: TensorReader,
  settings: Readonly<Record<string, unknown>>,
): Promise<UnnamedNumbers> {
  const products = kind === 'JumpReluAutoEncoder' || kind === 'MatryoshkaBatchTopKSAE';
  const [features, channels] = await (products
    ? reader.matrix('W_enc').then(([inputs, outputs]) => [outputs, inputs] as const)
    : reader.matrix('encoder.weight'));
  const coder = products
    ? {
        encoder: transpose(await reader.read('W_enc', [channels, features]), [channels, features]),
        encoderBias: await reader.read('b_enc', [features]),
        decoder: transpose(await reader.read('W_dec', [features, channels]), [features, channels]),
      }
    : {
        encoder: await reader.read('encoder.weight', [features, channels]),
        encoderBias: await reader.read(kind === 'GatedAutoEncoder' ? 'gate_bias' : 'encoder.bias', [features]),
        decoder: await reader.read('decoder.weight', [channels, features]),
      };
  const decoderBias = await reader.read(DECODER_BIAS[kind] ?? 'b_dec', [channels]);
  return {
    channels,
    features,
    // from_pretrained does so for this class alone.
    ...(kind === 'AutoEncoder' ? withUnitDecoder(coder) : coder),
    activation: await activationOf(kind, { reader, features, settings }),
    decoderBias,
    ...(UNCENTRED.includes(kind) ? {} : { inputBias: decoderBias }),
  };
}

const DECODER_BIAS: Readonly<Partial<Record<Class, string>>> = {
  AutoEncoder: 'bias',
  AutoEncoderNew: 'decoder.bias',
  GatedAutoEncoder: 'decoder_bias',
};

/** The classes that encode a frame as it is. */
const UNCENTRED: readonly Class[] = ['AutoEncoderNew', 'JumpReluAutoEncoder'];

interface Known {
  readonly reader: TensorReader;
  readonly features: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

async function activationOf(kind: Class, { reader, features, settings }: Known): Promise<DictionaryActivation> {
  switch (kind) {
    case 'AutoEncoder':
    case 'AutoEncoderNew':
      return { kind: 'relu' };
    case 'GatedAutoEncoder':
      return {
        kind: 'gated',
        scale: (await reader.read('r_mag', [features])).map(Math.exp),
        bias: await reader.read('mag_bias', [features]),
      };
    case 'JumpReluAutoEncoder':
      return { kind: 'jumprelu', threshold: await reader.read('threshold', [features]) };
    case 'AutoEncoderTopK': {
      const hint = 'config.json has none: give { k }';
      const rule = { min: 1, max: features, integer: true, ...(settings.k === undefined && { hint }) };
      return { kind: 'topk', k: checkNumber('k of AutoEncoderTopK', settings.k, rule) };
    }
    default: {
      const threshold = settings.threshold ?? (await reader.readOptional('threshold', []))?.[0];
      if (typeof threshold === 'number' && threshold >= 0) return { kind: 'jumprelu', threshold };
      throw new InputError(
        `${kind} has no threshold yet, as training left off before it was learned; give { threshold }, or train on`,
      );
    }
  }
}
