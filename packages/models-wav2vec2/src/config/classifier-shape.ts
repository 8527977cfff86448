import { type LabelSettings, parseLabels, type Reader } from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';

/**
 * What a classification head answers for: `sequence` the clip, by the mean of its frames; `frame` each frame; `xvector` the
 * speaker, by statistics of the clip.
 */
export type ClassifierKind = 'sequence' | 'frame' | 'xvector';

/** What transformers' classes with such a head are called, behind the family's name. */
export const CLASSIFIERS: Readonly<Record<ClassifierKind, string>> = {
  sequence: 'ForSequenceClassification',
  frame: 'ForAudioFrameClassification',
  xvector: 'ForXVector',
};

/** One time-delay layer of an x-vector network. */
export interface TdnnShape {
  readonly channels: number;
  readonly taps: number;
  /** Frames between two taps. */
  readonly dilation: number;
}

/** A classification head. */
export interface ClassifierShape {
  readonly kind: ClassifierKind;
  /** It hears a weighted sum of what the first block is given and all blocks give, not the last layer. */
  readonly weighted: boolean;
  /** By channel; of an x-vector network, whose classifier is as wide as its embedding, none. */
  readonly labels: readonly string[] | undefined;
  /** Width of the map before the mean over time (`sequence`). */
  readonly projection: number;
  /** `xvector` only. */
  readonly tdnn: readonly TdnnShape[];
  /** Width of an x-vector. */
  readonly embedding: number;
  /** Only the embedding is wanted, not the classifier on it. */
  readonly withoutClassifier?: true;
}

/** The settings of a head of that kind. @throws InputError for a value out of range. */
export function readClassifierShape(kind: ClassifierKind, read: Reader, labels: LabelSettings): ClassifierShape {
  const speaker = kind === 'xvector';
  return {
    kind,
    weighted: read.flag('use_weighted_layer_sum', false),
    labels: speaker ? undefined : parseLabels(labels),
    projection: kind === 'sequence' ? read.count('classifier_proj_size', 256) : 0,
    tdnn: speaker ? readTdnn(read) : [],
    embedding: speaker ? read.count('xvector_output_dim', 512) : 0,
  };
}

function readTdnn(read: Reader): TdnnShape[] {
  const channels = read.counts('tdnn_dim', [512, 512, 512, 512, 1500]);
  const taps = read.counts('tdnn_kernel', [5, 3, 3, 1, 1]);
  const dilations = read.counts('tdnn_dilation', [1, 2, 3, 1, 1]);
  if (taps.length < channels.length || dilations.length < channels.length) {
    throw new InputError(
      `tdnn_kernel and tdnn_dilation in config.json must be as long as tdnn_dim, got ${taps.length}, ${dilations.length} and ${channels.length}`,
    );
  }
  return channels.map((width, i) => ({ channels: width, taps: taps[i]!, dilation: dilations[i]! }));
}

/** Frames that the time-delay layers take away. */
export function tdnnReach(tdnn: readonly TdnnShape[]): number {
  return tdnn.reduce((frames, { taps, dilation }) => frames + (taps - 1) * dilation, 0);
}
