import { checkKeys, InputError, type ModelAdapter, show } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Dictionary } from '../dictionary/dictionary.js';
import { withDictionary } from '../layer/with-dictionary.js';
import { type ReconstructionError, type Tally, tally } from './tally.js';

/** What layers answer to one sound, as `activations` of @audiate/core gives it. */
export type Heard = Readonly<Record<string, { readonly data: Float32Array; readonly shape: readonly number[] }>>;

/** Options of {@link reconstructionError}. */
export interface ReconstructionErrorOptions<L extends string> {
  /** At the model's rate; each at least as long as the layer needs. */
  readonly sounds: Iterable<Float32Array> | AsyncIterable<Float32Array>;
  /** For a transcoder: the layer that it explains. */
  readonly writes?: L;
  /**
   * How layers are heard: pass `activations` of @audiate/core to use its engine. On the active TensorFlow.js backend unless given.
   */
  readonly activations?: (model: ModelAdapter, audio: Float32Array, layers: readonly string[]) => Promise<Heard>;
}

/**
 * Measures how well a dictionary explains a layer on given sounds.
 * @throws InputError for a dictionary without a decoder or a transcoder without `writes`, sounds that are none or of which all
 * frames are alike, and what {@link withDictionary} throws.
 */
export async function reconstructionError<L extends string>(
  model: ModelAdapter<L>,
  layer: NoInfer<L>,
  dictionary: Dictionary,
  options: ReconstructionErrorOptions<NoInfer<L>>,
): Promise<ReconstructionError> {
  checkKeys('options of reconstructionError', options, ['sounds', 'writes', 'activations']);
  const { sounds, writes, activations = hearEagerly } = options;
  const own = { name: 'dictionary', ...(writes !== undefined && { writes }) };
  const both = withDictionary(model, layer, dictionary, own) as unknown as ModelAdapter;
  if (!dictionary.decode) {
    throw new InputError(`dictionary ${show(dictionary.name)} has no decoder, so it explains nothing`);
  }
  if (dictionary.transcodes && writes === undefined) {
    throw new InputError(
      `transcoder ${show(dictionary.name)} explains another layer than ${layer}; say which by writes`,
    );
  }
  const explained: string = writes ?? layer;
  const names = { features: 'dictionary', reconstruction: 'dictionary.reconstruction' };
  let found: Tally | undefined;
  for await (const sound of sounds) {
    const heard = await activations(both, sound, [explained, names.features, names.reconstruction]);
    const { shape } = heard[explained]!;
    found ??= tally(shape.at(-1)!, dictionary.features);
    found.add({
      x: heard[explained]!.data,
      features: heard[names.features]!.data,
      reconstruction: heard[names.reconstruction]!.data,
    });
  }
  if (!found) throw new InputError('reconstructionError needs at least one sound, got none');
  return found.result();
}

async function hearEagerly(model: ModelAdapter, audio: Float32Array, layers: readonly string[]): Promise<Heard> {
  const answers = tf.tidy(() => model.forward(tf.tensor2d(audio, [1, audio.length]), layers));
  try {
    const read = layers.map(async (name) => {
      const { shape } = answers[name]!;
      return [name, { data: (await answers[name]!.data()) as Float32Array, shape }] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  } finally {
    tf.dispose(answers);
  }
}
