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
import { type Hear, type MeasureOptions, measureLayers } from './measure-layers.js';

/** A model without the facts that can be measured. */
export interface ModelDraft<L extends string> extends Omit<ModelInfo<L>, 'minSamples' | 'layers'> {
  /** The layers' names, shallow to deep. */
  readonly layers: readonly L[];
  /**
   * Answers the layers asked for, `[batch, frames, channels]`, of raw audio `[batch, samples]`. It may throw for a sound that is
   * too short, need not tidy, and may answer more frames than follow the length evenly: they are cut off.
   */
  readonly forward: Hear<L>;
  /** Frees the weights; nothing unless given. */
  dispose?(): void;
}

/**
 * A model whose facts are measured: hop, offset, receptive field, minSamples, channels and global of every layer, as
 * {@link measureLayers} tells. The rest is what its author writes: names, a fingerprint, the sample rate and a forward.
 * Measuring runs the model some dozens of times; a model that is loaded often should carry its facts (`model.layers`, printed).
 * @throws InputError as `measureLayers` and `defineModel` do.
 */
export async function measureModel<L extends string>(
  draft: ModelDraft<L>,
  options: MeasureOptions<L> = {},
): Promise<ModelAdapter<L>> {
  const { forward, layers: names, dispose, ...facts } = draft;
  const layers = await measureLayers(names, forward, options);
  const minSamples = Math.max(...names.map((name) => layers[name].minSamples));
  let disposed = false;
  return defineModel<L>({
    ...facts,
    minSamples,
    layers,
    get disposed() {
      return disposed;
    },
    forward<K extends L>(audio: Audio, asked: readonly K[]): Activations<K> {
      if (disposed) throw new InputError(`model "${draft.name}" was disposed; load it again`);
      const samples = audio.shape[1];
      const info: ModelInfo = { ...facts, minSamples, layers };
      const needed = Math.max(0, ...asked.map((name) => layerInfo(info, name).minSamples));
      if (samples < needed) {
        throw new InputError(
          `${draft.name} needs at least ${needed} samples of audio for ${asked.join(', ')}, got ${samples}`,
        );
      }
      return tf.tidy(() => {
        const answer = forward(audio, asked);
        const cut = asked.map((name) => {
          const [batch, , channels] = answer[name].shape;
          return [
            name,
            tf.slice(answer[name], [0, 0, 0], [batch, frameCount(layers[name], samples), channels]),
          ] as const;
        });
        return Object.fromEntries(cut) as Activations<K>;
      });
    },
    dispose() {
      disposed = true;
      dispose?.();
    },
  });
}
