import {
  type Activations,
  type Audio,
  checkKeys,
  defineModel,
  type Edits,
  hashBytes,
  InputError,
  type ModelAdapter,
  type ModelInfo,
  type Padded,
  paddedForward,
  show,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Dictionary } from '../dictionary/dictionary.js';
import { checkFit } from './check-fit.js';
import { addedLayers } from './facts.js';
import { type FeatureNames, featureNames } from './names.js';

/** Options of {@link withDictionary}. */
export interface WithDictionaryOptions<L extends string, Name extends string> {
  /** What the layer of features is called; the layer's name and `.features` unless given. */
  readonly name?: Name;
  /** For a transcoder: the layer that it explains, which hears when a feature is edited. */
  readonly writes?: L;
}

/** The layers that a dictionary adds, by the name of that of its features. */
export type DictionaryLayer<Name extends string> = Name | `${Name}.pre` | `${Name}.reconstruction`;

/**
 * The model with a dictionary's features as a layer: `encoder.6.features`, whose channels are the features, 0 where one is off.
 * `encoder.6.features.pre` tells how far from off each is, and a feature that is off is climbed by that (see `awake` of the
 * objectives). `encoder.6.features.reconstruction`, where the dictionary has a decoder, is what the features say of the layer.
 * Objectives, `scan`, cards and recipes take it like any layer.
 *
 * Where the model can be edited, so can the features: `ablate(model, { layer: 'encoder.6.features', unit: 3 })` changes the layer by
 * what the dictionary says of the change, decode(edited) − decode(features), and leaves what it doesn't explain as it is. The model
 * is then heard twice up to the layer where features are asked for as well. `forwardPadded` goes with it.
 *
 * Several dictionaries are put on one after the other, also on one layer under other names. `dispose` disposes the model and
 * frees what the dictionary uploaded; the dictionary can be used again.
 * @throws InputError for an unknown layer (naming ours for TransformerLens' and transformers' names), another count of channels
 * than the dictionary reads, and a name that is taken.
 */
export function withDictionary<
  L extends string,
  Layer extends NoInfer<L>,
  const Name extends string = `${Layer}.features`,
>(
  model: ModelAdapter<L>,
  layer: Layer,
  dictionary: Dictionary,
  options: WithDictionaryOptions<NoInfer<L>, Name> = {},
): ModelAdapter<L | DictionaryLayer<Name>> {
  checkKeys('options of withDictionary', options, ['name', 'writes']);
  const { writes } = options;
  checkFit(model as ModelInfo, layer, { dictionary, writes });
  const names = featureNames(model as ModelInfo, options.name ?? `${layer}.features`);
  const place: Place = { layer, dictionary, names, target: dictionary.transcodes ? writes : layer };
  const print = JSON.stringify([model.fingerprint, layer, names.features, writes ?? null, dictionary.fingerprint]);
  const base = model as unknown as ModelAdapter;
  const padded = paddedForward(base);
  const { forwardPadded: _, forwardEdited: __, ...rest } = base;
  const added = defineModel<string>({
    ...rest,
    name: `${model.name} with ${dictionary.name}`,
    fingerprint: hashBytes(new TextEncoder().encode(print)),
    layers: { ...model.layers, ...addedLayers(model as ModelInfo, place) },
    get disposed() {
      return model.disposed ?? false;
    },
    forward<K extends string>(audio: Audio, layers: readonly K[]): Activations<K> {
      return hear(place, layers, {}, (asked) => base.forward(audio, asked)) as Activations<K>;
    },
    ...(base.forwardEdited && {
      forwardEdited<K extends string>(audio: Audio, layers: readonly K[], edits: Edits): Activations<K> {
        const answer: Answer = (asked, own) => base.forwardEdited!(audio, asked, own);
        return hear(place, layers, edits, answer) as Activations<K>;
      },
    }),
    ...(padded && {
      forwardPadded<K extends string>(audio: Audio, layers: readonly K[], { lengths, edits }: Padded): Activations<K> {
        const answer: Answer = (asked, own) => padded(audio, asked, { lengths, ...(edits && { edits: own }) });
        return hear(place, layers, edits ?? {}, answer) as Activations<K>;
      },
    }),
    dispose() {
      model.dispose();
      dictionary.dispose();
    },
  });
  return added as unknown as ModelAdapter<L | DictionaryLayer<Name>>;
}

/** Where a dictionary is put. */
interface Place {
  readonly layer: string;
  readonly dictionary: Dictionary;
  readonly names: FeatureNames;
  /** The layer that hears of edited features; undefined where it isn't known. */
  readonly target: string | undefined;
}

/** What the model answers without the dictionary. */
type Answer = (layers: readonly string[], edits: Edits) => Activations;

function hear(
  { layer, dictionary, names, target }: Place,
  asked: readonly string[],
  edits: Edits,
  answer: Answer,
): Activations {
  const isOwn = (name: string) => Object.values(names).includes(name);
  const { [names.features]: edit, ...others } = edits;
  const fixed = [names.before, names.reconstruction].find((name) => Object.hasOwn(edits, name));
  if (fixed !== undefined) throw new InputError(`${show(fixed)} can't be edited; edit ${show(names.features)}`);
  const own = asked.filter(isOwn);
  const theirs = asked.filter((name) => !isOwn(name));
  return tf.tidy(() => {
    const readOff = (x: tf.Tensor3D, code: { features: tf.Tensor3D; before: tf.Tensor3D }) =>
      Object.fromEntries(
        own.map((name) => {
          if (name === names.before) return [name, tf.clone(code.before)];
          return [name, name === names.features ? tf.clone(code.features) : dictionary.decode!(code.features, x)];
        }),
      );
    if (!edit) {
      const heard = answer(own.length > 0 ? [...new Set([...theirs, layer])] : theirs, others);
      const found = own.length > 0 ? readOff(heard[layer]!, dictionary.encode(heard[layer]!)) : {};
      return { ...Object.fromEntries(theirs.map((name) => [name, heard[name]!])), ...found };
    }
    if (!dictionary.decode || target === undefined) throw uneditable(dictionary);
    const x = answer([layer], others)[layer]!;
    const code = dictionary.encode(x);
    const changed = edit(code.features);
    const change = tf.sub(dictionary.decode(changed, x), dictionary.decode(code.features, x));
    const found = readOff(x, { features: changed, before: code.before });
    if (theirs.length === 0) return found;
    const first = Object.hasOwn(others, target) ? others[target] : undefined;
    const moved = (value: tf.Tensor3D): tf.Tensor3D => tf.add(first ? first(value) : value, change);
    return { ...answer(theirs, { ...others, [target]: moved }), ...found };
  });
}

function uneditable({ name, decode }: Dictionary): InputError {
  const why = decode ? 'it explains another layer; say which: withDictionary(…, { writes })' : 'it has no decoder';
  return new InputError(`features of dictionary ${show(name)} can't be edited: ${why}`);
}
