/** A spectrogram as a picture: rows of levels from the lowest frequency on, 0 for 80 dB below the loudest, 255 for it. */
export interface Picture {
  readonly levels: Uint8Array<ArrayBuffer>;
  /** Columns, along time. */
  readonly frames: number;
  /** Rows, along frequency. */
  readonly bins: number;
}

/** A sound for ears and eyes. */
export interface Shown {
  /** To be played over and over, levelled for listening: shorter than the sound by the fade over its seam. */
  readonly loop: Float32Array<ArrayBuffer>;
  /** Of the whole sound. */
  readonly seconds: number;
  readonly sampleRate: number;
  readonly picture: Picture;
}
