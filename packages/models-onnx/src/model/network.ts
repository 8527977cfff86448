import type { RunOptions } from '@audiate/checkpoints';
import type { Activation, Audio } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { activationOf, replacing } from '../layers/axes.js';
import type { Listener } from '../layers/listen.js';
import type { NamedLayer } from '../layers/names.js';
import type { Value } from '../values/value.js';
import { type Window, windowsOf } from './windows.js';

/** A program as a network of layers. */
export interface OnnxNetwork {
  readonly listener: Listener;
  readonly layers: readonly NamedLayer[];
  /** Whether several items are heard in one run. */
  readonly batched: boolean;
  readonly window: Window | undefined;
}

/** What is heard, and how. */
export interface Hearing {
  readonly asked: readonly string[];
  /** Answers what goes on in the place of a layer; what it is given unless set. */
  readonly edited?: RunOptions<string>['edited'];
  /** How many frames of a layer follow the length evenly; all unless set. */
  readonly frames?: (layer: string) => number;
}

/** Hears audio and answers the layers asked for, from shallow to deep; nothing that they don't need is computed. */
export function hearLayers(network: OnnxNetwork, audio: Audio, hearing: Hearing): Map<string, Activation> {
  const { layers, batched, window } = network;
  const chosen = layers.filter(({ layer }) => hearing.asked.includes(layer));
  const sounds = window ? windowsOf(audio, window) : audio;
  const [items, rows] = [audio.shape[0], sounds.shape[0]];
  if (batched || rows === 1) return hearTogether(network, sounds, { ...hearing, windows: rows / items });
  const each = (tf.split(sounds, rows, 0) as tf.Tensor2D[]).map((one) =>
    hearTogether(network, one, { ...hearing, windows: 1 }),
  );
  return new Map(
    chosen.map(({ layer }) => {
      const parts = each.map((found) => found.get(layer)!);
      const [, frames, channels] = parts[0]!.shape;
      const all = tf.concat(parts, 0);
      return [layer, window ? tf.reshape(all, [items, (rows / items) * frames, channels]) : all];
    }),
  );
}

/** Hears sounds in one run. */
function hearTogether(
  { listener, layers, window }: OnnxNetwork,
  sounds: tf.Tensor2D,
  { asked, edited = (_, value) => value, frames, windows }: Hearing & { readonly windows: number },
): Map<string, Activation> {
  const found = new Map<string, Activation>();
  const byValue = groupedByValue(layers);
  const wanted = layers.filter(({ layer }) => asked.includes(layer)).map(({ name }) => name);
  const onValue = (name: string, value: Value): Value =>
    (byValue.get(name) ?? []).reduce((current, { layer, axes }) => {
      if (current.known) return current;
      const plain = activationOf(current.tensor, axes);
      const all = window ? asFrames(plain, windows) : plain;
      const even = evenly(all, window ? undefined : frames?.(layer));
      const next = edited(layer, even);
      found.set(layer, next);
      if (next === even) return current;
      const whole = withRest(next, all);
      return replacing(window ? tf.reshape(whole, plain.shape) : whole, axes, current.shape);
    }, value);
  listener.hear(sounds, wanted, onValue);
  return found;
}

/** A window is a frame, and what it holds its channels. */
function asFrames(x: Activation, windows: number): Activation {
  const [rows, frames, channels] = x.shape;
  return tf.reshape(x, [rows / windows, windows, frames * channels]);
}

/** Frames behind those that follow the length evenly are cut off. */
function evenly(activation: Activation, count: number | undefined): Activation {
  const [batch, frames, channels] = activation.shape;
  return count !== undefined && frames > count ? tf.slice(activation, [0, 0, 0], [batch, count, channels]) : activation;
}

/** An edited activation, with the frames behind it that were cut off. */
function withRest(edited: Activation, all: Activation): Activation {
  const [batch, count, channels] = edited.shape;
  const rest = all.shape[1] - count;
  return rest > 0 ? tf.concat([edited, tf.slice(all, [0, count, 0], [batch, rest, channels])], 1) : edited;
}

/** Layers by the value that they are. */
function groupedByValue(layers: readonly NamedLayer[]): Map<string, NamedLayer[]> {
  const groups = new Map<string, NamedLayer[]>();
  for (const one of layers) groups.set(one.name, [...(groups.get(one.name) ?? []), one]);
  return groups;
}
