import {
  type Activation,
  type Activations,
  type Audio,
  defineModel,
  type Edits,
  InputError,
  layerInfo,
  type ModelAdapter,
  type ModelInfo,
  type Padded,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Wav2Vec2Layer } from '../network/layers.js';
import { type Network, runNetwork } from '../network/network.js';
import type { Padding } from '../network/padding.js';

/** A network and its facts as a model; `free` frees the network's weights. */
export function adapt(info: ModelInfo<Wav2Vec2Layer>, network: Network, free: () => void): ModelAdapter<Wav2Vec2Layer> {
  let disposed = false;
  const hear = (audio: Audio, layers: readonly string[], { edits, lengths }: Partial<Padded> = {}) => {
    if (disposed) throw new InputError(`model "${info.name}" was disposed; load it again`);
    checkAudio(info, audio, layers);
    const padding = lengths && { lengths, grids: info.layers };
    return tf.tidy(() => collect(audio, network, { wanted: new Set(layers), edits, padding }));
  };
  return defineModel<Wav2Vec2Layer>({
    ...info,
    get disposed() {
      return disposed;
    },
    forward<K extends Wav2Vec2Layer>(audio: Audio, layers: readonly K[]): Activations<K> {
      return hear(audio, layers) as Activations<K>;
    },
    forwardEdited<K extends Wav2Vec2Layer>(audio: Audio, layers: readonly K[], edits: Edits): Activations<K> {
      return hear(audio, layers, { edits }) as Activations<K>;
    },
    forwardPadded<K extends Wav2Vec2Layer>(audio: Audio, layers: readonly K[], padded: Padded): Activations<K> {
      return hear(audio, layers, padded) as Activations<K>;
    },
    dispose() {
      disposed = true;
      free();
    },
  });
}

function collect(
  audio: Audio,
  network: Network,
  {
    wanted,
    edits = {},
    padding,
  }: { readonly wanted: Set<string>; readonly edits?: Edits | undefined; readonly padding?: Padding | undefined },
): Record<string, Activation> {
  const found: Record<string, Activation> = {};
  const edited = (layer: string, value: Activation) => (Object.hasOwn(edits, layer) ? edits[layer]!(value) : value);
  if (wanted.size === 0) return found;
  for (const [name, value] of runNetwork(audio, network, { edited, padding })) {
    if (!wanted.delete(name)) continue;
    found[name] = value;
    if (wanted.size === 0) break;
  }
  return found;
}

function checkAudio(info: ModelInfo, audio: Audio, layers: readonly string[]): void {
  const needed = Math.max(0, ...layers.map((layer) => layerInfo(info, layer).minSamples));
  if (audio.rank !== 2) {
    throw new InputError(`${info.name} hears audio of shape [batch, samples], got [${audio.shape}]`);
  }
  const [, samples] = audio.shape;
  if (samples >= needed) return;
  const ms = (count: number) => `${count} samples (${((1000 * count) / info.sampleRate).toFixed(1)} ms)`;
  throw new InputError(
    `${info.name} needs at least ${ms(needed)} of audio for ${layers.join(', ')}, got ${ms(samples)}`,
  );
}
