import { hasOneFrame, type LayerInfo, layerLabels, type ModelInfo } from '@audiate/protocol';
import type { HeardWindow } from '../tally/window.js';

/** The format of the file; a later one that readers of this one would misread has another number. */
export const FORMAT = 1;
/** The name of the file's key-value metadata that holds {@link IndexFacts} as JSON. */
export const FACTS_KEY = 'audiate';

/** What an index says of itself, beside its units. */
export interface IndexFacts {
  readonly format: typeof FORMAT;
  readonly model: Pick<ModelInfo, 'name' | 'fingerprint' | 'sampleRate'>;
  readonly settings: ScanSettings;
  /** In the order of the file's row groups. */
  readonly layers: readonly LayerFacts[];
  /** Clips that were heard, in whole or in part. */
  readonly clips: number;
  /** Windows that were heard. */
  readonly windows: number;
  /** What was heard, in samples at the model's rate. */
  readonly samples: number;
  readonly skipped: Skips;
  /** A sum of the hashes of all clips' names, heard or skipped: the same in any order. */
  readonly clipsHash: string;
  /** The uniform sample of windows, whose values each unit's row has in the same order. */
  readonly sample: readonly SampleWindow[];
}

/** What decides how clips are heard. */
export interface ScanSettings {
  /** Longest stretch of a clip that is heard at once, in seconds. */
  readonly window: number;
  /** Lengths that are heard are whole multiples of it, in seconds; 0 for any length. */
  readonly grid: number;
  /** Highest and lowest moments of each unit. */
  readonly topK: number;
  /** Windows of the uniform sample. */
  readonly sampled: number;
}

/** Clips that could not be heard. */
export interface Skips {
  readonly count: number;
  /** The first by name, at most {@link MAX_SKIPS}. */
  readonly first: readonly Skip[];
}

/** A clip, or a piece of one, that could not be heard, and the reason. */
export interface Skip {
  readonly file: string;
  readonly why: string;
}

/** Of how many skipped clips an index tells the reason. */
export const MAX_SKIPS = 100;

export interface SampleWindow extends HeardWindow {
  readonly hash: string;
}

/** A layer as the file has it: JSON knows no Infinity, so that a layer of one frame has no hop. */
export interface LayerFacts {
  readonly name: string;
  readonly channels: number;
  readonly hop?: number;
  readonly offset: number;
  readonly receptiveField?: number;
  readonly minSamples: number;
  readonly vocabulary?: readonly string[];
}

export function layerFacts(model: ModelInfo, name: string): LayerFacts {
  const info = model.layers[name]!;
  const { channels, hop, offset, receptiveField, minSamples } = info;
  const vocabulary = layerLabels(model, name);
  return {
    name,
    channels,
    offset,
    minSamples,
    ...(hasOneFrame(info) ? {} : { hop, receptiveField }),
    ...(vocabulary ? { vocabulary } : {}),
  };
}

/** The sample in the middle of what a frame of a window sees, padding left aside. */
export function centerOf({ hop, minSamples }: LayerFacts, frame: number, window: Pick<HeardWindow, 'samples'>): number {
  return hop === undefined ? window.samples / 2 : frame * hop + minSamples / 2;
}

/** The samples of a window that a frame sees through convolutions, cut at the window's ends. */
export function fieldOf(
  { hop, offset, receptiveField }: Pick<LayerInfo, 'offset'> & Partial<LayerInfo>,
  frame: number,
  { samples }: Pick<HeardWindow, 'samples'>,
): readonly [from: number, to: number] {
  if (hop === undefined || receptiveField === undefined || !Number.isFinite(hop)) return [0, samples];
  const from = frame * hop + offset;
  return [Math.max(0, Math.floor(from)), Math.min(samples, Math.ceil(from + receptiveField))];
}
