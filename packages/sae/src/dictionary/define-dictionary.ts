import { hashNumbers } from '@audiate/checkpoints';
import { linear, type Weight, weight } from '@audiate/ops';
import { type Activation, checkChoice, checkKeys, checkNumber, hashBytes, InputError, show } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Dictionary, TrainedOn } from './dictionary.js';
import { foldInputBias, foldMagnitude } from './fold.js';
import { activate, type Nonlinearity } from './nonlinearity.js';
import { NORMALIZATIONS, type Normalization, normalize } from './normalization.js';

/** Which features are on, of an encoder's linear map z. */
export type DictionaryActivation =
  /** max(z, 0). */
  | { readonly kind: 'relu' }
  /** The `k` largest of a frame, where they are above 0. */
  | { readonly kind: 'topk'; readonly k: number }
  /**
   * z where it is above its threshold and above 0; one number for all, or one for each feature. Also what BatchTopK is outside of
   * training: by the threshold that it learned, not by what else is in the batch.
   */
  | { readonly kind: 'jumprelu'; readonly threshold: number | Float32Array }
  /** max(scale · x W + bias, 0) where z is above 0; x W is z without its bias. `[features]` each. */
  | { readonly kind: 'gated'; readonly scale: Float32Array; readonly bias: Float32Array };

/** The numbers of a dictionary; float32, row-major. */
export interface DictionaryNumbers {
  readonly name: string;
  readonly channels: number;
  readonly features: number;
  readonly activation: DictionaryActivation;
  /** `[features, channels]`: row i is what feature i listens for. */
  readonly encoder: Float32Array;
  /** `[features]`; that of the gate where there is one. 0 unless given. */
  readonly encoderBias?: Float32Array;
  /** `[channels]`, taken off each frame before it is encoded. 0 unless given. */
  readonly inputBias?: Float32Array;
  /** `[outputs, features]`: column i is what feature i stands for. Without one there is no reconstruction. */
  readonly decoder?: Float32Array;
  /** `[outputs]`; 0 unless given. */
  readonly decoderBias?: Float32Array;
  /** What is done to each frame first; 'none' unless given. */
  readonly normalization?: Normalization;
  /** For a transcoder: channels of the layer that it explains, and what it passes on to it, `[outputs, channels]`. */
  readonly transcoder?: { readonly outputs: number; readonly skip?: Float32Array };
  readonly trainedOn?: TrainedOn;
}

/**
 * A dictionary of numbers. They are taken over: don't write to them afterwards.
 * @throws InputError for numbers of another count than the shapes ask for, or that are not finite, and settings out of range.
 */
export function defineDictionary(numbers: DictionaryNumbers): Dictionary {
  checkKeys('a dictionary', numbers, KEYS);
  const { name, channels, features, transcoder, trainedOn } = numbers;
  if (typeof name !== 'string' || name === '') throw new InputError(`a dictionary needs a name, got ${show(name)}`);
  checkNumber(`channels of dictionary ${show(name)}`, channels, { min: 1, max: MOST, integer: true });
  checkNumber(`features of dictionary ${show(name)}`, features, { min: 1, max: MOST, integer: true });
  const normalization = checkChoice('normalization', numbers.normalization ?? 'none', NORMALIZATIONS);
  const outputs = transcoder
    ? checkNumber('outputs of transcoder', transcoder.outputs, { min: 1, max: MOST, integer: true })
    : channels;
  const kept: Weight[] = [];
  const hashes: string[] = [];
  const keep = (thing: string, given: Float32Array, shape: readonly number[]): Weight => {
    const made = weight(checkNumbers(`${thing} of dictionary ${show(name)}`, given, shape), shape);
    kept.push(made);
    hashes.push(`${thing} ${hashNumbers(given)}`);
    return made;
  };
  const encoder = keep('encoder', numbers.encoder, [features, channels]);
  const given = numbers.encoderBias ?? new Float32Array(features);
  const inputBias = numbers.inputBias ?? new Float32Array(channels);
  checkNumbers(`encoderBias of dictionary ${show(name)}`, given, [features]);
  checkNumbers(`inputBias of dictionary ${show(name)}`, inputBias, [channels]);
  const bias = keep('bias', foldInputBias(given, encoder.data, inputBias), [features]);
  const nonlinearity = nonlinearityOf(numbers, given, keep);
  const decoder = numbers.decoder && {
    matrix: keep('decoder', numbers.decoder, [outputs, features]),
    bias: keep('decoderBias', numbers.decoderBias ?? new Float32Array(outputs), [outputs]),
    skip: transcoder?.skip && keep('skip', transcoder.skip, [outputs, channels]),
  };
  const { kind } = nonlinearity;
  const settings = [channels, features, outputs, kind, kind === 'topk' && nonlinearity.k, normalization, !!transcoder];
  return {
    name,
    fingerprint: hashBytes(new TextEncoder().encode(JSON.stringify([settings, hashes]))),
    channels,
    features,
    outputs: decoder && outputs,
    transcodes: transcoder !== undefined,
    ...(trainedOn && { trainedOn }),
    encode: (x) => activate(linear(normalize(x, normalization).x, encoder, bias), nonlinearity),
    ...(decoder && {
      decode(code: Activation, x: Activation): Activation {
        const explained = linear(code, decoder.matrix, decoder.bias);
        if (!transcoder) return normalize(x, normalization).restore(explained);
        return decoder.skip ? tf.add(explained, linear(x, decoder.skip)) : explained;
      },
    }),
    dispose() {
      for (const one of kept) one.dispose();
    },
  };
}

/** More channels or features than any dictionary has. */
const MOST = 2 ** 24;

const KEYS = [
  ...['name', 'channels', 'features', 'activation', 'encoder', 'encoderBias', 'inputBias'],
  ...['decoder', 'decoderBias', 'normalization', 'transcoder', 'trainedOn'],
];

type Keep = (thing: string, given: Float32Array, shape: readonly number[]) => Weight;

function nonlinearityOf({ activation, features }: DictionaryNumbers, bias: Float32Array, keep: Keep): Nonlinearity {
  const kind = checkChoice('activation', activation?.kind, ['relu', 'topk', 'jumprelu', 'gated'] as const);
  if (activation.kind === 'topk') {
    return { kind: 'topk', k: checkNumber('k of topk', activation.k, { min: 1, max: features, integer: true }) };
  }
  if (activation.kind === 'jumprelu') {
    const { threshold } = activation;
    const each = typeof threshold === 'number' ? new Float32Array(features).fill(threshold) : threshold;
    checkNumbers('threshold of jumprelu', each, [features]);
    return {
      kind: 'jumprelu',
      threshold: keep(
        'threshold',
        each.map((one) => Math.max(one, 0)),
        [features],
      ),
    };
  }
  if (activation.kind === 'gated') {
    const scale = keep('scale', activation.scale, [features]);
    checkNumbers('bias of gated', activation.bias, [features]);
    return { kind: 'gated', scale, bias: keep('magnitude', foldMagnitude(activation, bias), [features]) };
  }
  return { kind } as { kind: 'relu' };
}

function checkNumbers(thing: string, given: Float32Array, shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (!(given instanceof Float32Array)) {
    throw new InputError(`${thing} must be a Float32Array of shape [${shape}], got ${show(given)}`);
  }
  if (given.length !== size) {
    throw new InputError(`${thing} must hold ${size} numbers, of shape [${shape}], got ${given.length}`);
  }
  const bad = given.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new InputError(`${thing} must be finite, got ${given[bad]} as number ${bad}`);
  return given;
}
