import {
  type Activation,
  type Activations,
  type Audio,
  checkKeys,
  checkNumber,
  defineModel,
  type Edits,
  hashBytes,
  InputError,
  isList,
  layerInfo,
  type ModelAdapter,
  type ModelInfo,
  type Padded,
  paddedForward,
  show,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/** What is taken out of a layer or made stronger: a unit (channel) or several, or a direction, in all frames. */
export interface Component<L extends string> {
  readonly layer: L;
  /** Channels from 0; not beside `direction`. */
  readonly unit?: number | readonly number[];
  /** `[channels]`, of any length but 0, as `direction` of a probe. */
  readonly direction?: ArrayLike<number>;
}

/** Options of {@link amplify}. */
export interface AmplifyOptions<L extends string> extends Component<L> {
  /** What the component is multiplied with: 0 takes it out, 1 leaves it, −1 turns it round. */
  readonly gain: number;
}

/**
 * The model without a unit or a direction: the causal check of what it does. A unit's activation is 0, a direction's inner product
 * with every frame, v being of length 1: a − ⟨a, v⟩ v; deeper layers hear what is left. Everything that takes a model takes the answer.
 * See {@link amplify}, of which this is the gain 0.
 */
export function ablate<L extends string>(model: ModelAdapter<L>, component: Component<NoInfer<L>>): ModelAdapter<L> {
  checkKeys('component of ablate', component, ['layer', 'unit', 'direction']);
  return edit(model, { ...component, gain: 0 }, 'ablate');
}

/**
 * The model with a unit's activation, or the part along a direction, multiplied by a gain in every frame: a + (gain − 1) ⟨a, v⟩ v.
 * Several edits of one model are made one after the other. The weights are shared: `dispose` disposes both.
 *
 * The model that is edited has to compute layer by layer under one roof: those of `loadWav2Vec2`, and of `joinModels` where
 * all of its models do. A model of `{ ...model, forward }` is edited in its own `forwardEdited`, if it keeps one.
 * @throws InputError for a model that can't be edited, an unknown layer, a unit it does not have, a direction of another length or
 * without one, both or neither of `unit` and `direction`, and a gain that is not finite.
 */
export function amplify<L extends string>(
  model: ModelAdapter<L>,
  options: AmplifyOptions<NoInfer<L>>,
): ModelAdapter<L> {
  checkKeys('options of amplify', options, ['layer', 'unit', 'direction', 'gain']);
  return edit(model, options, 'amplify');
}

function edit<L extends string>(model: ModelAdapter<L>, options: AmplifyOptions<L>, asker: string): ModelAdapter<L> {
  const { layer } = options;
  layerInfo(model as ModelInfo, layer);
  const gain = checkNumber('gain', options.gain);
  if (!model.forwardEdited) {
    throw new InputError(
      `${asker} needs a model whose layers can be edited as they are computed, and ${model.name} has no forwardEdited; ` +
        'models of loadWav2Vec2 have it',
    );
  }
  const { channels } = model.layers[layer];
  const { change, what } = changeOf(options, { channels, gain, asker });
  const { preactivation: _, ...own } = model.layers[layer];
  const withChange = (edits: Edits = {}): Edits => {
    const later = Object.hasOwn(edits, layer) ? edits[layer] : undefined;
    const first = (activation: Activation) => (later ? later(change(activation)) : change(activation));
    return { ...edits, [layer]: first };
  };
  const padded = paddedForward(model);
  const print = JSON.stringify([model.fingerprint, layer, gain, what.key]);
  const { forwardPadded: _unedited, ...rest } = model;
  return defineModel<L>({
    ...rest,
    name: `${model.name}, ${gain === 0 ? 'without' : `${gain} ×`} ${what.name} of ${layer}`,
    fingerprint: hashBytes(new TextEncoder().encode(print)),
    // The activation function no longer says what this layer is.
    layers: { ...model.layers, [layer]: own },
    get disposed() {
      return model.disposed ?? false;
    },
    forward<K extends L>(audio: Audio, layers: readonly K[]): Activations<K> {
      return model.forwardEdited!(audio, layers, withChange());
    },
    forwardEdited<K extends L>(audio: Audio, layers: readonly K[], edits: Edits): Activations<K> {
      return model.forwardEdited!(audio, layers, withChange(edits));
    },
    ...(padded && {
      forwardPadded<K extends L>(audio: Audio, layers: readonly K[], { lengths, edits }: Padded): Activations<K> {
        return padded(audio, layers, { lengths, edits: withChange(edits) });
      },
    }),
    dispose() {
      model.dispose();
    },
  });
}

interface Change {
  readonly change: (activation: Activation) => Activation;
  /** For names and the fingerprint. */
  readonly what: { readonly name: string; readonly key: unknown };
}

function changeOf(
  { unit, direction, layer }: Component<string>,
  { channels, gain, asker }: { readonly channels: number; readonly gain: number; readonly asker: string },
): Change {
  if ((unit === undefined) === (direction === undefined)) {
    throw new InputError(`${asker} takes either a unit or a direction; give one of them`);
  }
  if (unit !== undefined) {
    const units = isList(unit) ? (unit as readonly number[]) : [unit];
    if (units.length === 0) throw new InputError(`${asker} needs at least one unit, got none`);
    for (const one of units) checkNumber(`unit of ${layer}`, one, { min: 0, max: channels - 1, integer: true });
    const gains = new Float32Array(channels).fill(1);
    for (const one of units) gains[one] = gain;
    return {
      change: (activation) => tf.mul(activation, tf.tensor1d(gains)),
      what: {
        name: `unit${units.length > 1 ? 's' : ''} ${units.slice(0, 4).join(', ')}${units.length > 4 ? ' …' : ''}`,
        key: units,
      },
    };
  }
  const v = unitVector(direction!, { channels, layer });
  return {
    change(activation) {
      const along = tf.sum(tf.mul(activation, tf.tensor1d(v)), 2, true);
      return tf.add(activation, tf.mul(along, tf.tensor1d(v.map((value) => (gain - 1) * value))));
    },
    what: { name: 'a direction', key: Array.from(v) },
  };
}

function unitVector(
  direction: ArrayLike<number>,
  { channels, layer }: { readonly channels: number; readonly layer: string },
): Float32Array {
  if (!isList(direction) && !ArrayBuffer.isView(direction)) {
    throw new InputError(`direction must be a Float32Array or a list of numbers, got ${show(direction)}`);
  }
  if (direction.length !== channels) {
    throw new InputError(`direction has ${direction.length} numbers, ${layer} ${channels} channels; give one for each`);
  }
  const own = Float64Array.from(direction as ArrayLike<number>);
  const length = Math.hypot(...own);
  if (!(length > 0 && Number.isFinite(length))) {
    throw new InputError(`direction must be finite and not all 0, got a vector of length ${length}`);
  }
  return Float32Array.from(own, (value) => value / length);
}
