import type { SourceOptions } from '@audiate/checkpoints';
import type { Preparation } from '../layers/listen.js';

/** Numbers of an input, row-major. */
export interface InputNumbers {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** Options of `loadOnnx`. */
export interface LoadOnnxOptions extends SourceOptions {
  /** Hz of the waveform that the model hears. An ONNX file does not say. */
  readonly sampleRate: number;
  /** What errors and recipes call the model; the file's name, or "onnx" for bytes, unless given. */
  readonly name?: string;
  /** Which file of a folder, or of a model on the Hub: "model.onnx", else "onnx/model.onnx", unless given. */
  readonly file?: string;
  /** The input that hears the sound; the only one of floats that is given no numbers, unless given. */
  readonly input?: string;
  /**
   * Numbers for the other inputs, such as a recurrent model's first state or a sample rate: one number fills the input, with
   * extents that the file leaves open as 1 (of the batch: as many as there are).
   */
  readonly inputs?: Readonly<Record<string, number | InputNumbers>>;
  /**
   * Which of the file's values are layers: a list of their names, or an object whose keys are the layers' names and whose values
   * are the file's. Every value that has a time axis, and every output, unless given.
   */
  readonly layers?: readonly string[] | Readonly<Record<string, string>>;
  /**
   * For a model that hears sounds of one length: how many samples, and how far apart windows of that length begin; their
   * length unless given. Each window is heard by itself and is one frame. Known from the file where it fixes the length.
   */
  readonly window?: { readonly samples: number; readonly hop?: number };
  /** For a model that hears something else than a waveform; the waveform unless given. */
  readonly prepare?: Preparation;
  /** The longest sound, in samples, by which layers are measured; 65,536 unless given. */
  readonly maxSamples?: number;
}
