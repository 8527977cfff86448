import * as tf from '@tensorflow/tfjs';
import type { Activation, Activations, Audio } from '../audio.js';
import { checkNumber } from '../check.js';
import { InputError } from '../errors.js';
import { defineModel, type ModelAdapter } from '../model.js';

/** Layers of {@link toyModel}. */
export type ToyLayer = 'filters' | 'energies';

/** A model with a known optimum: see {@link toyModel}. */
export interface ToyModel extends ModelAdapter<ToyLayer> {
  /** The sinusoid of unit norm that channel `c` of `filters` correlates each window with, `window` samples. */
  template(channel: number): Float32Array;
}

/**
 * A model small enough to know its optimum. Audio is cut into windows of 64 samples without overlap.
 * `filters` correlates each window with one cosine a channel (channel `c`: `c + 1` cycles a window, Hann-weighted,
 * unit norm); among windows of norm `r` its channel is largest, `r`, for `r ·` {@link ToyModel.template}.
 * `energies` is the square of `filters`.
 * @param options.channels 8 unless given, at most 31. @param options.sampleRate in Hz, 16,000 unless given.
 */
export function toyModel(options: { readonly channels?: number; readonly sampleRate?: number } = {}): ToyModel {
  const channels = checkNumber('channels', options.channels ?? 8, { min: 1, max: 31, integer: true });
  const window = 64;
  const templates = Array.from({ length: channels }, (_, c) => makeTemplate(c + 1, window));
  const bank = new Float32Array(window * channels);
  templates.forEach((template, c) => {
    template.forEach((value, i) => {
      bank[i * channels + c] = value;
    });
  });
  const facts = { channels, hop: window, offset: 0, receptiveField: window, minSamples: window, global: false };
  const model = defineModel<ToyLayer>({
    name: 'toy',
    fingerprint: `toy-${channels}`,
    sampleRate: options.sampleRate ?? 16_000,
    minSamples: window,
    layers: { filters: { ...facts, depth: 0 }, energies: { ...facts, depth: 1 } },
    forward<K extends ToyLayer>(audio: Audio, layers: readonly K[]): Activations<K> {
      const [batch, samples] = audio.shape;
      if (samples < window) throw new InputError(`toy needs at least ${window} samples, got ${samples}`);
      return tf.tidy(() => {
        const frames = Math.floor(samples / window);
        const rows = tf.reshape(tf.slice(audio, [0, 0], [batch, frames * window]), [batch * frames, window]);
        const filters: Activation = tf.reshape(tf.matMul(rows, tf.tensor2d(bank, [window, channels])), [
          batch,
          frames,
          channels,
        ]);
        const answer = (layer: K): Activation => (layer === 'filters' ? tf.clone(filters) : tf.square(filters));
        return Object.fromEntries(layers.map((layer) => [layer, answer(layer)])) as Record<K, Activation>;
      });
    },
    dispose() {},
  });
  return { ...model, template: (channel) => templates[channel]!.slice() };
}

function makeTemplate(cycles: number, window: number): Float32Array {
  const wave = Float32Array.from({ length: window }, (_, i) => {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / window);
    return hann * Math.cos((2 * Math.PI * cycles * (i + 0.5)) / window);
  });
  const norm = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0));
  return wave.map((value) => value / norm);
}
