/** One layer's units on speech; every array runs over the layer's channels. Activations, without unit. */
export interface LayerStatistics {
  /** The unit's natural maximum: its largest activation over all frames. */
  readonly max: readonly number[];
  readonly mean: readonly number[];
  /** One row for each of {@link SpeechStatistics.percentiles}. */
  readonly percentiles: readonly (readonly number[])[];
}

/** What every unit of a model does on a fixed set of synthetic and recorded speech. */
export interface SpeechStatistics {
  readonly speech: {
    readonly synthetic: { readonly clips: number; readonly seconds: number };
    readonly recorded: { readonly clips: number; readonly seconds: number };
  };
  /** Percent, ascending: of all frames, so many have an activation below the row's. */
  readonly percentiles: readonly number[];
  /** By layer name: conv.0 … conv.6, projection, encoder.input, encoder.i and its .attention and .ffn, logits; no .pre. */
  readonly layers: Readonly<Record<string, LayerStatistics>>;
}
