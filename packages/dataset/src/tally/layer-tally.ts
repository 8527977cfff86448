import { type ExactSums, exactSums } from './exact-sums.js';
import { type Extremes, extremes } from './extremes.js';
import { type Histogram, histogram } from './histogram.js';
import type { HeardWindow } from './window.js';
import { type WindowSample, windowSample } from './window-sample.js';

/** How much of each unit is kept. */
export interface Kept {
  /** Highest and lowest moments. */
  readonly topK: number;
  /** Windows of the uniform sample. */
  readonly sampled: number;
}

/** What was heard of every unit of a layer: of a size that depends on the layer alone. */
export interface LayerTally {
  readonly channels: number;
  /** Frames. */
  count: number;
  /** Frames above 0, of each unit. */
  readonly active: Float64Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly sums: ExactSums;
  readonly squares: ExactSums;
  readonly histogram: Histogram;
  readonly top: Extremes;
  readonly bottom: Extremes;
  readonly sample: WindowSample;
}

export function layerTally(channels: number, { topK, sampled }: Kept): LayerTally {
  return {
    channels,
    count: 0,
    active: new Float64Array(channels),
    min: new Float32Array(channels).fill(Number.POSITIVE_INFINITY),
    max: new Float32Array(channels).fill(Number.NEGATIVE_INFINITY),
    sums: exactSums(channels),
    squares: exactSums(channels),
    histogram: histogram(channels),
    top: extremes(channels, topK, 1),
    bottom: extremes(channels, topK, -1),
    sample: windowSample(sampled),
  };
}

/** What one window said, `[frames, channels]`, finite. */
export interface WindowActivation {
  readonly data: Float32Array;
  readonly window: HeardWindow;
  /** Of the window's name. */
  readonly hash: string;
}

/** Units that are counted side by side, frame after frame: their numbers and sketches stay in the processor's first cache. */
const SIDE_BY_SIDE = 16;

/** Counts a window in. */
export function addWindow(tally: LayerTally, { data, window, hash }: WindowActivation): void {
  const { channels, active, min, max, sums, squares, histogram: sketch, top, bottom, sample } = tally;
  const frames = data.length / channels;
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const [sum, square] = [new Float64Array(channels), new Float64Array(channels)];
  const [highest, lowest] = [data.slice(0, channels), data.slice(0, channels)];
  const [highestAt, lowestAt] = [new Int32Array(channels), new Int32Array(channels)];
  for (let first = 0; first < channels; first += SIDE_BY_SIDE) {
    const end = Math.min(channels, first + SIDE_BY_SIDE);
    for (let frame = 0; frame < frames; frame++) {
      for (let unit = first, at = frame * channels + first; unit < end; unit++, at++) {
        const value = data[at]!;
        sum[unit]! += value;
        square[unit]! += value * value;
        if (value > 0) active[unit]!++;
        if (value > highest[unit]!) {
          highest[unit] = value;
          highestAt[unit] = frame;
        } else if (value < lowest[unit]!) {
          lowest[unit] = value;
          lowestAt[unit] = frame;
        }
        sketch.add(unit, bits[at]!);
      }
    }
  }
  tally.count += frames;
  for (let unit = 0; unit < channels; unit++) {
    sums.add(unit, sum[unit]!);
    squares.add(unit, square[unit]!);
    min[unit] = Math.min(min[unit]!, lowest[unit]!);
    max[unit] = Math.max(max[unit]!, highest[unit]!);
    top.offer(unit, highest[unit]!, { window, frame: highestAt[unit]! });
    bottom.offer(unit, lowest[unit]!, { window, frame: lowestAt[unit]! });
  }
  if (sample.wants(hash)) sample.offer({ hash, window, values: highest, frames: highestAt });
}

/** Counts in what another tally of the same layer has: in any order and grouping the outcome is the same. */
export function addTally(tally: LayerTally, other: LayerTally): void {
  tally.count += other.count;
  for (let unit = 0; unit < tally.channels; unit++) {
    tally.active[unit]! += other.active[unit]!;
    tally.min[unit] = Math.min(tally.min[unit]!, other.min[unit]!);
    tally.max[unit] = Math.max(tally.max[unit]!, other.max[unit]!);
  }
  tally.sums.addState(other.sums.state);
  tally.squares.addState(other.squares.state);
  tally.histogram.addHistogram(other.histogram);
  tally.top.offerAll(other.top);
  tally.bottom.offerAll(other.bottom);
  for (const entry of other.sample.entries) if (tally.sample.wants(entry.hash)) tally.sample.offer(entry);
}
