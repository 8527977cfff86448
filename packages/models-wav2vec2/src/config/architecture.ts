/** One convolution of the tower that turns samples into frames. */
export interface ConvShape {
  readonly channels: number;
  readonly taps: number;
  readonly stride: number;
}

/** The convolutions over frames that tell the encoder where it is. */
export interface PositionalShape {
  /**
   * `weight`: the kernel is weight-normalised; `batch`: the frames are batch-normalised before a plain one; `layer`: plain
   * ones, each normalised over channels afterwards, without an affine map.
   */
  readonly norm: 'weight' | 'batch' | 'layer';
  /** How many stand in a row; more than one with `layer` only. */
  readonly layers: number;
  /** Extent of each in frames. */
  readonly taps: number;
  readonly groups: number;
}

/** A bias of attention by the distance between two frames, in buckets that grow with it. */
export interface RelativeShape {
  /** Half of them for frames before, half for frames after. */
  readonly buckets: number;
  /** From this distance on, in frames, all share the last bucket. */
  readonly maxDistance: number;
}

/** Strided, gated convolutions after the encoder. */
export interface AdapterShape {
  readonly channels: number;
  readonly layers: number;
  readonly taps: number;
  readonly stride: number;
}

/** What changes what a model of the family computes, by audiate's names. */
export interface Architecture {
  readonly convs: readonly ConvShape[];
  readonly convBias: boolean;
  /** `group`: over time, after the first convolution only; `layer`: over channels, after each. */
  readonly convNorm: 'group' | 'layer';
  /** Features are normalised before they are projected. */
  readonly projectionNorm: boolean;
  readonly hidden: number;
  readonly blocks: number;
  readonly heads: number;
  readonly ffn: number;
  readonly positional: PositionalShape;
  /** Attention is biased by distance, gated by what is attended from; in WavLM only. */
  readonly relative: RelativeShape | undefined;
  /** Blocks normalise what they are given (large, XLS-R) instead of what they give (base). */
  readonly preNorm: boolean;
  /** Added to the variance by the norms of the projection and the encoder; those of the convolutions use 1e-5. */
  readonly eps: number;
  /** Convolutions after the encoder (`add_adapter`). */
  readonly adapter?: AdapterShape | undefined;
  /** Width of the network at the end of each block, where there is one (MMS). */
  readonly attentionAdapter?: number | undefined;
  /** Channels of the CTC head, where there is one. */
  readonly tokens: number;
}
