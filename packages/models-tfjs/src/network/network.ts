import type { Weight } from '@audiate/ops';
import type { Audio } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';

/** A network of TensorFlow.js that hears audio, of whatever kind. */
export interface Network {
  /** What can be a layer, in order of computation. */
  readonly nodes: readonly string[];
  /** The nodes that a node is computed from. */
  sources(node: string): readonly string[];
  /** The layers unless a user names others, by the names that they are to have: outputs and activations. */
  readonly usual: Readonly<Record<string, string>>;
  /** Whether only zero is passed on where it is negative, or almost so: of an activation function such as ReLU. */
  isRectified(node: string): boolean;
  /** The length that the network was saved for, in samples; undefined where it takes any. */
  readonly samples: number | undefined;
  /** The outputs of nodes, on the active backend, with the batch in front. */
  hear(audio: Audio, nodes: readonly string[]): tf.Tensor[];
  /** All weights, to be hashed and freed. */
  readonly weights: readonly Weight[];
  /** Settings beside the weights that decide what it answers, as JSON. */
  readonly settings: unknown;
  dispose(): void;
}
