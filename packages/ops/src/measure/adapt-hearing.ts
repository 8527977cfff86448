import {
  type Activations,
  type Audio,
  defineModel,
  frameCount,
  InputError,
  layerInfo,
  type ModelAdapter,
  type ModelInfo,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Hear } from './measure-layers.js';

/**
 * A model of facts that are known and a function that hears layers: it refuses sounds that are too short for what is asked, cuts off
 * frames beyond those that the facts tell, and tidies.
 * @param hear answers the layers asked for, on more frames than the facts tell, perhaps.
 * @param free frees the weights; nothing unless given.
 * @throws InputError as `defineModel` does.
 */
export function adaptHearing<L extends string>(info: ModelInfo<L>, hear: Hear<L>, free?: () => void): ModelAdapter<L> {
  let disposed = false;
  return defineModel<L>({
    ...info,
    get disposed() {
      return disposed;
    },
    forward<K extends L>(audio: Audio, layers: readonly K[]): Activations<K> {
      if (disposed) throw new InputError(`model "${info.name}" was disposed; load it again`);
      const samples = audio.shape[1];
      const needed = Math.max(0, ...layers.map((layer) => layerInfo(info, layer).minSamples));
      if (samples < needed) {
        const ms = (count: number) => `${count} samples (${((1000 * count) / info.sampleRate).toFixed(1)} ms)`;
        throw new InputError(
          `${info.name} needs at least ${ms(needed)} of audio for ${layers.join(', ')}, got ${ms(samples)}`,
        );
      }
      return tf.tidy(() => {
        const answers = hear(audio, layers);
        const own = layers.map(
          (layer) => [layer, cut(answers[layer], frameCount(info.layers[layer], samples))] as const,
        );
        return Object.fromEntries(own) as Activations<K>;
      });
    },
    dispose() {
      disposed = true;
      free?.();
    },
  });
}

function cut(x: tf.Tensor3D, frames: number): tf.Tensor3D {
  return x.shape[1] === frames ? x : tf.slice(x, [0, 0, 0], [-1, frames, -1]);
}
