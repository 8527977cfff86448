/** What an atlas tells of one unit. */
export interface UnitRow {
  readonly layer: string;
  readonly unit: number;
  /** What the channel stands for, where the layer has a vocabulary. */
  readonly name: string | undefined;
  /** The score of the sound on the raw audio; NaN where it is not finite. */
  readonly score: number;
  /** The highest such score on the way, and after how many updates it was seen. */
  readonly bestScore: number;
  readonly bestStep: number;
  /** How the render ended: `done`, `plateau`, `diverged`. */
  readonly stopped: string;
  /** The total of each step. */
  readonly curve: readonly number[];
  /** How much of the score is left under the held-out transforms, their mean and the worst; where the plan asks for it. */
  readonly retention: number | undefined;
  readonly worstRetention: number | undefined;
  /** The line through the sound's third-octave band levels, in dB per octave. */
  readonly slope: number;
  /** Of its spectrogram: 0.886 for white noise, 0.2 to 0.35 for speech. */
  readonly density: number;
  /** Share of its energy below 50 Hz. */
  readonly energyBelow50Hz: number;
  readonly seconds: number;
  readonly sampleRate: number;
  /** What the sound is multiplied by in its file, a power of two, so that no player clips. */
  readonly gain: number;
  /** The archive that holds the sound, where its FLAC begins in it, and how long it is, in bytes. */
  readonly soundFile: string;
  readonly soundOffset: number;
  readonly soundBytes: number;
  /** SHA-256 of the FLAC file. */
  readonly soundSha256: string;
  /** SHA-256 of the render's own samples as little-endian float32, before gain and FLAC: equal bits, equal hash. */
  readonly audioSha256: string;
  /** What it was rendered with. */
  readonly engine: string;
  readonly engineDetail: string;
  readonly threads: number;
  readonly audiate: string;
  readonly cpu: string;
  /** The unit's item in the batch that the recipe renders, and the recipe as JSON. */
  readonly item: number;
  readonly recipe: string;
}
