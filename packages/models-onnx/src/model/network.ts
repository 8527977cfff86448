import type { RunOptions } from '@audiate/checkpoints';
import { type Activation, type Audio, frameCount, type LayerInfo } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { activationOf, replacing } from '../layers/axes.js';
import type { Listener } from '../layers/listen.js';
import type { NamedLayer } from '../layers/names.js';

/** Sounds as a model of one length hears them. */
export interface Window {
  readonly samples: number;
  readonly hop: number;
}

/** A program as a network of layers. */
export interface OnnxNetwork {
  readonly listener: Listener;
  readonly layers: readonly NamedLayer[];
  /** Whether several items are heard in one run. */
  readonly batched: boolean;
  readonly window: Window | undefined;
}

type Edited = RunOptions<string>['edited'];

/** Hears audio and answers the layers asked for, from shallow to deep; nothing that they don't need is computed. */
export function hearLayers(
  { listener, layers, batched, window }: OnnxNetwork,
  audio: Audio,
  { asked, edited }: { readonly asked: readonly string[]; readonly edited: Edited },
): Map<string, Activation> {
  const chosen = layers.filter(({ layer }) => asked.includes(layer));
  const [items] = audio.shape;
  const sounds = window ? windowsOf(audio, window) : audio;
  const count = sounds.shape[0] / items;
  const byValue = new Map<string, NamedLayer[]>();
  for (const one of layers) byValue.set(one.name, [...(byValue.get(one.name) ?? []), one]);
  const run = (heard: tf.Tensor2D): Map<string, Activation> => {
    const found = new Map<string, Activation>();
    listener.hear(
      heard,
      chosen.map(({ name }) => name),
      (name, value) => {
        let current = value;
        for (const { layer, axes } of byValue.get(name) ?? []) {
          if (current.known) continue;
          const { shape } = current;
          const activation = framed(activationOf(current.tensor, axes));
          const next = edited(layer, activation);
          found.set(layer, next);
          if (next !== activation) current = replacing(unframed(next), axes, shape);
        }
        return current;
      },
    );
    return found;
  };
  /** In windows a frame is a window: of one run all, or one. */
  const framed = (x: Activation): Activation => {
    if (!window) return x;
    const [rows, frames, channels] = x.shape;
    const each = batched ? count : 1;
    return tf.reshape(x, [rows / each, each, frames * channels]);
  };
  const unframed = (x: Activation): Activation => {
    if (!window) return x;
    const [rows, frames, channels] = x.shape;
    return tf.reshape(x, [rows * frames, 1, channels]);
  };
  if (batched) return run(sounds);
  const singles = (sounds.shape[0] === 1 ? [sounds] : (tf.split(sounds, sounds.shape[0], 0) as tf.Tensor2D[])).map(
    (one) => run(one),
  );
  if (singles.length === 1) return singles[0]!;
  return new Map(
    chosen.map(({ layer }) => {
      const parts = singles.map((found) => found.get(layer)!);
      const [, , channels] = parts[0]!.shape;
      const all = tf.concat(parts, 0);
      return [layer, window ? tf.reshape(all, [items, count, channels]) : all];
    }),
  );
}

/** `[items, samples]` as `[items · windows, samples of a window]`; what stands behind the last window is left out. */
function windowsOf(audio: Audio, { samples, hop }: Window): tf.Tensor2D {
  const [items, length] = audio.shape;
  const count = Math.floor((length - samples) / hop) + 1;
  if (hop === samples) {
    const whole = tf.slice(audio, [0, 0], [items, count * samples]);
    return tf.reshape(whole, [items * count, samples]);
  }
  const windows = Array.from({ length: count }, (_, i) => tf.slice(audio, [0, i * hop], [items, samples]));
  return tf.reshape(tf.stack(windows, 1), [items * count, samples]);
}

/** Frames behind those that follow the length evenly are cut off. */
export function evenly(activation: Activation, info: LayerInfo, samples: number): Activation {
  const [batch, frames, channels] = activation.shape;
  const count = frameCount(info, samples);
  return frames > count ? tf.slice(activation, [0, 0, 0], [batch, count, channels]) : activation;
}
