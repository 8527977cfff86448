import { fold, key, normal } from '@audiate/protocol';
import { type Dictionary, type DictionaryActivation, type DictionaryNumbers, defineDictionary } from '../index.js';

/** The kinds of activation that tests go through. */
export const KINDS = ['relu', 'topk', 'jumprelu', 'gated'] as const;

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];

/** Numbers of a dictionary, drawn at a scale at which about half of its features are on. */
export function randomNumbers(
  kind: Kind,
  { channels, features, seed = 1, scale = 1 }: { channels: number; features: number; seed?: number; scale?: number },
): DictionaryNumbers {
  const draw = (stream: number, count: number, spread: number) =>
    Float32Array.from(normal(fold(key(seed), stream), count), (value) => spread * value);
  const activations: Record<Kind, () => DictionaryActivation> = {
    relu: () => ({ kind: 'relu' }),
    topk: () => ({ kind: 'topk', k: Math.ceil(features / 3) }),
    jumprelu: () => ({ kind: 'jumprelu', threshold: draw(6, features, 0.3 * scale) }),
    gated: () => ({ kind: 'gated', scale: draw(7, features, 0.3).map(Math.exp), bias: draw(8, features, 0.2 * scale) }),
  };
  return {
    name: kind,
    channels,
    features,
    activation: activations[kind](),
    encoder: draw(1, features * channels, 1 / Math.sqrt(channels)),
    encoderBias: draw(2, features, 0.2 * scale),
    inputBias: draw(3, channels, 0.3 * scale),
    decoder: draw(4, channels * features, 1 / Math.sqrt(features)),
    decoderBias: draw(5, channels, 0.3 * scale),
  };
}

/** A dictionary of {@link randomNumbers}, with changes. */
export function randomDictionary(
  kind: Kind,
  shape: Parameters<typeof randomNumbers>[1],
  changes: Partial<DictionaryNumbers> = {},
): Dictionary {
  return defineDictionary({ ...randomNumbers(kind, shape), ...changes });
}
