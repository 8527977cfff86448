import type { ModelAdapter, ModelInfo } from '@audiate/protocol';
import { adaptHearing } from './adapt-hearing.js';
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
  const { forward, layers: names, dispose: _, ...facts } = draft;
  const layers = await measureLayers(names, forward, options);
  const minSamples = Math.max(...names.map((name) => layers[name].minSamples));
  return adaptHearing({ ...facts, minSamples, layers }, forward, () => draft.dispose?.());
}
