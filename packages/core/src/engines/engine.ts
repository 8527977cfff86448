import type { PrecisionChoice } from '@audiate/compile';
import type { Audio, ModelAdapter } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';
import type { OnDevice } from './device.js';
import type { LayerTerm } from './layer-term.js';
import type { TensorflowSettings } from './tensorflow/settings.js';
import type { StepParts, WholeStep } from './whole-step.js';

/**
 * What runs a render: `onnxruntime` compiles the model into a native program (`@audiate/compile`; onnxruntime-node is to
 * be installed beside, in browsers onnxruntime-web), the others run it op by op on a TensorFlow.js backend.
 *
 * `auto` takes the first of these that starts: in Node a GPU through tfjs-node-gpu (`tensorflow`), `onnxruntime`, the CPU
 * through tfjs-node (`tensorflow`), `wasm`, `cpu`; in browsers `onnxruntime`, `webgpu`, where its backend is registered,
 * `wasm`, `cpu`.
 */
export type EngineName = 'onnxruntime' | 'tensorflow' | 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** An engine with settings of its own. */
export type EngineSettings = OnnxruntimeSettings | TensorflowSettings;

/** The engine `onnxruntime` on other hardware than the processor, on a part of its cores, or in another precision. */
export interface OnnxruntimeSettings {
  readonly name: 'onnxruntime';
  /**
   * ONNX Runtime's execution providers, the first first, such as `['cuda', 'cpu']`, `['dml', 'cpu']`, `['coreml', 'cpu']`
   * or `['webgpu', 'cpu']`; `['cpu']` unless given. Which of them a platform's binary has, ONNX Runtime's own page tells.
   * In Node a list without `cpu` keeps every operation off the processor, or the program is refused. `webgpu` was verified
   * in Node and in Chromium on a software adapter only, the others not at all: no GPU was at hand.
   */
  readonly executionProviders?: readonly string[];
  /**
   * Compute threads of a program, in Node; one for each core unless given. Another number may give a program's sums other last
   * digits.
   */
  readonly threads?: number;
  /**
   * In what a render climbs: `i8` multiplies bytes, which is quicker for large models where the processor does so quickly,
   * `auto` is `i8` where a trial finds that, else `f32`. What is scored without a gradient (looks, `best`, `scores`,
   * activations) is computed in float32 in any case; the scores of `history`, which the climb finds on its way, are the
   * climb's own. `f32` unless given.
   */
  readonly precision?: PrecisionChoice;
}

/** What the option `engine` takes; a device stands for the engines that run on it. */
export type EngineChoice = EngineName | 'auto' | EngineSettings | OnDevice;

/** Which engine ran and why the ones before it did not. */
export interface EngineReport {
  readonly name: EngineName;
  /** Version, device and thread count, for a reader. */
  readonly detail: string;
  readonly passedOver: readonly { readonly name: EngineName; readonly why: string }[];
}

/** What one piece of heard audio scored. */
export interface Scored {
  /** One `[batch]` for each term, unweighted. */
  readonly scores: readonly tf.Tensor1D[];
  /**
   * Their weighted sum over all items, differentiable in both sounds; undefined where every weight is 0. Engines and loop
   * differentiate it, never minus it: terms ask by the sign of their gradient whether a value is to rise.
   */
  readonly sum: tf.Scalar | undefined;
}

/** Scores heard audio, synchronously, within a tape or without. */
export type Scorer = (heard: Audio, raw: Audio) => Scored;

/** A sound as numbers, `[batch, samples]`. */
export interface Sound {
  readonly data: Float32Array;
  readonly shape: readonly [batch: number, samples: number];
}

/** What a pass is about to ask of its scorer. */
export interface Pass {
  /** The weight of each term. */
  readonly weights: readonly number[];
  /** Whether the sum will be differentiated. */
  readonly gradient: boolean;
  /** The sounds that will be scored, in their order: for engines that must hear them beforehand. */
  sounds(): Promise<{ readonly raw: Sound; readonly heard: readonly Sound[] }>;
}

/** Evaluates terms that read a layer: the way from heard audio through the model to their scores. */
export interface Evaluator {
  /**
   * Makes what passes of this kind need, ahead of the first; of the weights it matters which are 0.
   * @throws NotCompiled when the engine can't run the model or a term.
   */
  ready(pass: Pass): Promise<void>;
  /**
   * The scorer of one pass. An engine that runs the model in TensorFlow.js does nothing here; one that runs it elsewhere
   * does so now, and its scorer knows scores and gradient when it is asked.
   */
  prepare(pass: Pass): Promise<Scorer>;
  /** Frees what was made for it. */
  dispose(): void;
}

/** The small interface that every engine implements. */
export interface Engine {
  readonly report: EngineReport;
  /** Compute threads. */
  readonly threads: number;
  /** What was asked for beyond a name. */
  readonly settings?: EngineSettings | undefined;
  /** Whether an error says that the engine had no memory for a tensor. */
  ranOutOfMemory?(error: unknown): boolean;
  /** Runs synchronous TensorFlow.js code on the engine's backend; the user's own backend is active again afterwards. */
  run<T>(body: () => T): T;
  /** @param terms those that read a layer. */
  evaluator(model: ModelAdapter, terms: readonly LayerTerm[]): Evaluator;
  /** Runs whole steps, where the engine makes programs. */
  readonly wholeStep?: ((parts: StepParts) => WholeStep) | undefined;
  /** What layers answer to a sound, in the order of `layers`. */
  activations(model: ModelAdapter, sound: Sound, layers: readonly string[]): Promise<ActivationData[]>;
  /**
   * Makes the model ready to hear many sounds of one shape.
   * @throws NotCompiled when the engine can't run the model.
   */
  listen(model: ModelAdapter, heard: Heard): Promise<Listening>;
}

/** What is to be heard, many times. */
export interface Heard {
  readonly shape: Sound['shape'];
  readonly layers: readonly string[];
  /** How the model hears items that are shorter than the shape, where these are to be told of at each hearing. */
  readonly padded?: PaddedForward | undefined;
}

/** A model's `forwardPadded`. */
export type PaddedForward = NonNullable<ModelAdapter['forwardPadded']>;

/** A model that is ready to hear sounds of one shape. */
export interface Listening {
  /**
   * What layers answer to `[batch, samples]` numbers, in their order.
   * @param lengths samples of each item, `[batch]`, where items may be shorter.
   */
  hear(data: Float32Array, lengths: Float32Array): Promise<ActivationData[]>;
  /** Frees what was made for it. */
  dispose(): void;
}

/** One layer's output, read back. */
export interface ActivationData {
  readonly data: Float32Array;
  /** `[batch, frames, channels]`. */
  readonly shape: readonly [number, number, number];
}
