import type { Audio, BoundTerm, ModelAdapter } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';

/**
 * What runs a render. `auto` tries, in this order, a GPU or CPU build of tfjs-node (`tensorflow`), WebGPU where its
 * backend is registered, `wasm`, and `cpu`; the others are used when asked for.
 */
export type EngineName = 'tensorflow' | 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Which engine ran and why the ones before it did not. */
export interface EngineReport {
  readonly name: EngineName;
  /** Version, device and thread count, for a reader. */
  readonly detail: string;
  readonly passedOver: readonly { readonly name: EngineName; readonly why: string }[];
}

/** Scores heard audio: one `[batch]` tensor for each term it was made for; differentiable in both arguments. */
export type Scorer = (heard: Audio, raw: Audio) => tf.Tensor1D[];

/** The small interface that every engine implements. */
export interface Engine {
  readonly report: EngineReport;
  /** Compute threads. */
  readonly threads: number;
  /** Runs synchronous TensorFlow.js code on the engine's backend; the user's own backend is active again afterwards. */
  run<T>(body: () => T): T;
  /** The way from heard audio through the model to the scores of terms that read a layer. */
  scorer(model: ModelAdapter, terms: readonly LayerTerm[]): Scorer;
}

/** A bound term with the layers that it reads. */
export interface LayerTerm {
  readonly layers: readonly string[];
  readonly score: BoundTerm;
}
