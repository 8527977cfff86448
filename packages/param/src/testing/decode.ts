import { type Key, key, type Param, type Values } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { spectraOf } from '../fourier/spectra-of.js';

/** A param bound for tests: its start, and the sounds `[batch][samples]` of values. */
export interface Decoding {
  readonly start: Values;
  decode(values?: Values): Float32Array[];
}

/** Binds a param to a toy model. */
export function decoding(
  param: Param,
  samples: number,
  options: { readonly batch?: number; readonly sampleRate?: number; readonly startKey?: Key } = {},
): Decoding {
  const { batch = 1, sampleRate = 16_000, startKey = key(1) } = options;
  const bound = param.bind({ model: toyModel({ sampleRate }), batch, samples });
  const start = bound.init(startKey);
  return {
    start,
    decode: (values = start) =>
      tf.tidy(() => {
        const tensors = Object.entries(values).map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]);
        const audio = bound.decode(Object.fromEntries(tensors)).dataSync();
        return Array.from({ length: batch }, (_, item) =>
          Float32Array.from(audio.subarray(item * samples, (item + 1) * samples)),
        );
      }),
  };
}

/** Largest difference relative to the audio's peak. */
export function relativeError(decoded: Float32Array, audio: Float32Array): number {
  const largest = (x: Float32Array) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return largest(decoded.map((sample, i) => sample - audio[i]!)) / largest(audio);
}

/** Root mean square. */
export function rmsOf(x: Float32Array): number {
  return Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
}

/** Energy of a sound between two frequencies, by the next power of two. */
export function bandEnergy(audio: Float32Array, sampleRate: number, lowHz: number, highHz: number): number {
  const power = powerSpectrum(audio);
  const size = 2 * (power.length - 1);
  return power.reduce((sum, p, bin) => {
    const hz = (bin * sampleRate) / size;
    return hz >= lowHz && hz < highHz ? sum + p : sum;
  }, 0);
}

/** |X|² of each bin of zero-padded audio. */
export function powerSpectrum(audio: Float32Array): Float32Array {
  const size = 2 ** Math.ceil(Math.log2(audio.length));
  const spectrum = spectraOf([audio], size);
  const bins = size / 2 + 1;
  return Float32Array.from({ length: bins }, (_, bin) => spectrum[bin]! ** 2 + spectrum[bins + bin]! ** 2);
}
