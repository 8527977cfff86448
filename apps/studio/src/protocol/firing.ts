/** Which units of a layer fire, and how far beyond what is usual. */
export interface Firing {
  /** For each unit its peak, as a share of the usual range's upper end: above 1 it is beyond. */
  readonly excess: Float32Array<ArrayBuffer>;
  /** What is usual: 99.9 % of the frames of speech that were measured beforehand, or three deviations of what this microphone said. */
  readonly usual: 'speech' | 'microphone';
}
