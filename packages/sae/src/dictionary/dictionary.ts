import type { Activation } from '@audiate/protocol';

/** What a dictionary makes of a layer's frames. */
export interface Encoded {
  /** `[batch, frames, features]`: 0 where a feature is off. */
  readonly features: Activation;
  /**
   * How far each feature is from being off, `[batch, frames, features]`: below 0 where it is off. For a ReLU what it was given;
   * with a threshold, or a place among the largest, what is missing there to be on. A gradient takes thresholds for constants.
   */
  readonly before: Activation;
}

/**
 * A sparse autoencoder, or a transcoder, of a layer: `withDictionary` makes its features a layer of a model. `defineDictionary`
 * makes one of numbers, `loadDictionary` of a file; one's own is an object like this.
 */
export interface Dictionary {
  readonly name: string;
  /** Changes when a weight or a setting changes. */
  readonly fingerprint: string;
  /** Channels of the layer that it reads. */
  readonly channels: number;
  readonly features: number;
  /** Channels of the layer that it explains: those that it reads, but for a transcoder. Undefined where it has no decoder. */
  readonly outputs?: number | undefined;
  /** Whether it explains another layer than it reads. */
  readonly transcodes?: boolean;
  /** What it was trained on, in the words of its file. */
  readonly trainedOn?: TrainedOn;
  /** Differentiable, frame by frame; allocates only what it answers. @param x `[batch, frames, channels]`. */
  encode(x: Activation): Encoded;
  /**
   * What features say of the layer, `[batch, frames, outputs]`. Differentiable.
   * @param x what was encoded, for a dictionary that puts its mean and length aside first, or passes a part of it on.
   */
  decode?(features: Activation, x: Activation): Activation;
  /** Frees what backends hold of it; a later use uploads again. */
  dispose(): void;
}

/** The places in a network that a dictionary was trained on. */
export interface TrainedOn {
  /** TransformerLens' name of a hook, or transformers' of a module: `blocks.6.hook_resid_post`, `encoder.layers.6`. */
  readonly reads: string;
  /** Of a transcoder. */
  readonly writes?: string;
}
