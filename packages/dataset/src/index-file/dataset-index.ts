import type { Quantiles } from '../tally/quantiles.js';
import type { IndexFacts, LayerFacts } from './facts.js';

/** A moment of a clip that a unit answered to. */
export interface Moment {
  /** The clip's name, as its source has it. */
  readonly file: string;
  /** The middle of what the frame sees, in seconds from the clip's start. */
  readonly seconds: number;
  /** The activation. */
  readonly value: number;
  /** The frame within its window. */
  readonly frame: number;
  /** Where the window that the model heard begins in the clip, and how long it is, in seconds. */
  readonly start: number;
  readonly length: number;
  readonly label?: string;
  readonly transcript?: string;
}

/** What a corpus does to one unit. */
export interface UnitRecord extends Quantiles {
  readonly layer: string;
  readonly unit: number;
  /** What the channel stands for, where the layer has a vocabulary. */
  readonly name?: string;
  /** Frames that were heard. */
  readonly count: number;
  readonly mean: number;
  /** Standard deviation over the frames, of a sample (n − 1). */
  readonly deviation: number;
  /** Share of the frames above 0. */
  readonly active: number;
  readonly min: number;
  readonly max: number;
  /** The highest moments, the highest first; at most one of each window. */
  readonly top: readonly Moment[];
  /** The lowest moments, the lowest first; at most one of each window. */
  readonly bottom: readonly Moment[];
  /** The highest moment of each window of the uniform sample, the highest first. */
  readonly sample: readonly Moment[];
}

/** What a corpus does to every unit of some layers of a model, opened from a file or made by `scan`. */
export interface DatasetIndex {
  /** Model, settings, and how much was heard. */
  readonly facts: IndexFacts;
  /**
   * Facts of a layer.
   * @throws InputError naming the index's layers when it has none of that name.
   */
  layer(name: string): LayerFacts;
  /**
   * One unit; only the row group of its layer is read.
   * @throws InputError for an unknown layer or unit.
   */
  unit(layer: string, unit: number): Promise<UnitRecord>;
  /**
   * Every unit of a layer, in order.
   * @throws InputError for an unknown layer.
   */
  units(layer: string): Promise<readonly UnitRecord[]>;
  /** The whole file. */
  bytes(): Promise<Uint8Array>;
}
