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

/** What a network is to do beside hearing. */
export interface RunOptions<L extends string> {
  /** Answers what goes on in the place of a layer's output. */
  edited(layer: L, value: Activation): Activation;
  /** The items' own lengths in samples, `[batch]`, where they are padded at their ends. */
  readonly lengths?: tf.Tensor1D | undefined;
  /** The layers asked for, for a network that is more than one line of them. */
  readonly layers: readonly L[];
}

/** A network as {@link adapt} takes it. */
export interface AdaptedNetwork<L extends string> {
  /** Hears audio layer by layer, as far as its caller goes on asking. */
  run(audio: Audio, options: RunOptions<L>): Iterable<readonly [L, Activation]>;
  /** Whether it hears items that are padded. */
  readonly padded: boolean;
  /** Frees its weights. */
  free(): void;
}

/** A network and its facts as a model. */
export function adapt<L extends string>(info: ModelInfo<L>, network: AdaptedNetwork<L>): ModelAdapter<L> {
  let disposed = false;
  const hear = (audio: Audio, layers: readonly L[], { edits = {}, lengths }: Partial<Padded> = {}) => {
    if (disposed) throw new InputError(`model "${info.name}" was disposed; load it again`);
    checkAudio(info, audio, layers);
    const edited = (layer: L, value: Activation) => (Object.hasOwn(edits, layer) ? edits[layer]!(value) : value);
    return tf.tidy(() => collect(layers, () => network.run(audio, { edited, lengths, layers })));
  };
  const model: ModelAdapter<L> = {
    ...info,
    get disposed() {
      return disposed;
    },
    forward<K extends L>(audio: Audio, layers: readonly K[]): Activations<K> {
      return hear(audio, layers) as Activations<K>;
    },
    forwardEdited<K extends L>(audio: Audio, layers: readonly K[], edits: Edits): Activations<K> {
      return hear(audio, layers, { edits }) as Activations<K>;
    },
    dispose() {
      disposed = true;
      network.free();
    },
  };
  if (network.padded) {
    model.forwardPadded = <K extends L>(audio: Audio, layers: readonly K[], padded: Padded): Activations<K> =>
      hear(audio, layers, padded) as Activations<K>;
  }
  return defineModel<L>(model);
}

/** The layers that are wanted, and none that is deeper. */
function collect<L extends string>(
  layers: readonly L[],
  run: () => Iterable<readonly [L, Activation]>,
): Record<string, Activation> {
  const wanted = new Set<string>(layers);
  const found: Record<string, Activation> = {};
  if (wanted.size === 0) return found;
  for (const [name, value] of run()) {
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
