import type { Activations, Audio, Edits } from './audio.js';
import { checkChoice, checkNumber } from './check.js';
import { noteCopy } from './copies.js';
import { InputError } from './errors.js';
import { notePadded, type Padded } from './padded.js';
import type { Tokenizer } from './tokenizer.js';

/** The facts of one layer. Frame `f` sees samples from `f · hop + offset` on, `receptiveField` of them. */
export interface LayerInfo {
  /** Order of computation; a deeper layer needs the shallower ones. Ties are computed together. */
  readonly depth: number;
  readonly channels: number;
  /** Samples between two frames; Infinity for a layer of one frame, which hears the whole clip however long it is. */
  readonly hop: number;
  /** First sample that frame 0 sees; negative where padding lets it look before the start. */
  readonly offset: number;
  /** Samples that a frame sees through convolutions, padding included; Infinity for a layer of one frame. */
  readonly receptiveField: number;
  /** Samples for the first frame; each further `hop` samples give another one. */
  readonly minSamples: number;
  /** Whether attention or statistics over the clip let a frame depend on samples beyond its receptive field. */
  readonly global: boolean;
  /** What each channel stands for: the labels of a classification head. Those of `logits` are the model's vocabulary. */
  readonly vocabulary?: readonly string[];
  /**
   * Whether it is what an activation function such as ReLU, GELU or Swish lets through, so that its mean over time tells how
   * much of something there is. A `neuron` of such a layer is pooled where frames lie close.
   */
  readonly rectified?: boolean;
  /** For the output of an activation function that falls before it rises, as GELU and Swish do. */
  readonly preactivation?: Preactivation;
}

/**
 * What an activation function was given. Where that is below `turn`, a true gradient leads the wrong way, to ever lower
 * values whose activation is almost 0; objectives on a unit climb by the preactivation there.
 */
export interface Preactivation {
  /** The layer that holds it, of the same shape as the activation. */
  readonly layer: string;
  /** Where the function has its minimum: −0.7518 for GELU. */
  readonly turn: number;
}

/** The facts of a model, without its weights. */
export interface ModelInfo<L extends string = string> {
  readonly name: string;
  /** Changes when a weight or a setting changes; a recipe names its model by it. */
  readonly fingerprint: string;
  /** Hz. */
  readonly sampleRate: number;
  /** The shortest audio that every layer can hear, in samples. */
  readonly minSamples: number;
  readonly layers: Readonly<Record<L, LayerInfo>>;
  /** For a model with a CTC head: the token of each channel of `logits`. */
  readonly vocabulary?: readonly string[];
  /** How texts are spelt by the vocabulary; what `tokenizerOf` reads off its names unless given. */
  readonly tokenizer?: Tokenizer;
  /** Why a model with a CTC head has no vocabulary, for whom it asks. */
  readonly noVocabulary?: string;
  /** For models that `joinModels` made one: each by its name. */
  readonly parts?: Readonly<Record<string, ModelInfo>>;
}

/** A frozen, differentiable audio network. */
export interface ModelAdapter<L extends string = string> extends ModelInfo<L> {
  /** Whether it was disposed, for a model that tells. */
  readonly disposed?: boolean;
  /**
   * Hears raw audio `[batch, samples]` (its own input normalisation is part of it) and answers the layers asked for.
   * Items do not influence each other. No state, no randomness; allocates only its outputs; computes nothing deeper
   * than `layers` ask. Weights are uploaded to the active backend at first use and stay there until `dispose`.
   */
  forward<K extends L>(audio: Audio, layers: readonly K[]): Activations<K>;
  /**
   * `forward` with activations of some layers replaced where they are computed, so that deeper layers hear the replacements:
   * for `ablate` and `amplify`. A model that has none can't be edited.
   */
  forwardEdited?<K extends L>(audio: Audio, layers: readonly K[], edits: Edits): Activations<K>;
  /**
   * `forward` for items of different lengths, each padded at its end: of an item's answer the first frames, as many as `frameCount`
   * tells for its own length, are what `forward` answers for the item alone, but for rounding. What stands behind them may be any
   * finite numbers. No gradient is asked for. Where a model has none, sounds of each length are heard by themselves.
   */
  forwardPadded?<K extends L>(audio: Audio, layers: readonly K[], padded: Padded): Activations<K>;
  /** Frees the weights on every backend. The model cannot be used afterwards. */
  dispose(): void;
}

/**
 * Checks a user's own adapter and returns it, its layer names inferred; from then on another copy of audiate refuses it.
 * @throws InputError when a fact is missing or out of range.
 */
export function defineModel<L extends string>(model: ModelAdapter<L>): ModelAdapter<L> {
  if (!model.name) throw new InputError('a model needs a name');
  if (!model.fingerprint) throw new InputError(`model "${model.name}" needs a fingerprint`);
  checkNumber(`sampleRate of model "${model.name}"`, model.sampleRate, { above: 0 });
  checkNumber(`minSamples of model "${model.name}"`, model.minSamples, { min: 1, integer: true });
  const layers = Object.entries<LayerInfo>(model.layers);
  if (layers.length === 0) throw new InputError(`model "${model.name}" needs at least one layer`);
  for (const [name, info] of layers) {
    checkNumber(`channels of layer "${name}"`, info.channels, { min: 1, integer: true });
    if (hasOneFrame(info)) continue;
    checkNumber(`hop of layer "${name}"`, info.hop, { min: 1 });
    checkNumber(`receptiveField of layer "${name}"`, info.receptiveField, { min: 1, integer: true });
  }
  noteCopy(model);
  notePadded(model);
  return model;
}

/** Whether a model has a layer of that name; narrows the name's type. */
export function isLayer<L extends string>(model: ModelInfo<L>, name: string): name is L {
  return Object.hasOwn(model.layers, name);
}

/**
 * The facts of a layer.
 * @throws InputError naming the model's layers in their order when it has none of that name.
 */
export function layerInfo(model: ModelInfo, name: string): LayerInfo {
  checkChoice(`layer of ${model.name}`, name, layerNames(model));
  return model.layers[name]!;
}

/** A model's layer names, shallow to deep. */
export function layerNames<L extends string>(model: ModelInfo<L>): L[] {
  return (Object.keys(model.layers) as L[]).sort((a, b) => model.layers[a].depth - model.layers[b].depth);
}

/**
 * What the channels of a layer stand for: its own vocabulary; of `logits` that of the model.
 * @returns undefined where they have no names, and for a layer that the model lacks.
 */
export function layerLabels({ layers, vocabulary }: ModelInfo, name: string): readonly string[] | undefined {
  if (!Object.hasOwn(layers, name)) return undefined;
  return layers[name]!.vocabulary ?? (name === 'logits' ? vocabulary : undefined);
}

/** How many frames a layer has for audio of `samples` samples. */
export function frameCount(info: LayerInfo, samples: number): number {
  return samples < info.minSamples ? 0 : Math.floor((samples - info.minSamples) / info.hop) + 1;
}

/** Whether a layer has one frame for the whole clip, as the answer of a classifier. */
export function hasOneFrame({ hop }: LayerInfo): boolean {
  return hop === Number.POSITIVE_INFINITY;
}

/** The sample in the middle of what a frame sees, padding left aside; NaN where {@link hasOneFrame}: the clip's own middle. */
export function frameCenter(info: LayerInfo, frame: number): number {
  return frame * info.hop + info.minSamples / 2;
}
