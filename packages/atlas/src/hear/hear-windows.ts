import { activations, type EngineOptions, frameCenter, type LayerInfo, type ModelAdapter } from '@audiate/core';
import type { SpeechWindow } from '@audiate/evaluate';
import { macrotask } from '@audiate/protocol';
import type { SpeechMoment } from './speech-moments.js';

/** What the units of a layer do on speech. */
export interface HeardLayer {
  readonly channels: number;
  /** The mean of each window, `[windows, channels]`: what the objective of a channel scores. */
  readonly windows: Float32Array;
  /** The activation at each moment, `[moments, channels]`. */
  readonly moments: Float32Array;
}

/** What is heard, and who watches. */
export interface HearWindowsOptions extends EngineOptions {
  readonly layers: readonly string[];
  readonly moments: readonly SpeechMoment[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((windows: number) => void) | undefined;
}

/** Windows that are heard at once, where their activations are no more numbers than these. */
const AT_ONCE = 8;
const MOST_NUMBERS = 2 ** 26;

/**
 * Hears every window in all layers: once, where what the layers say to one window is at most 2^26 numbers (256 MB), else once for as
 * many layers as are. Keeps a number of each unit for every window and moment: 60,000 units take some 400 MB.
 */
export async function hearWindows(
  model: ModelAdapter,
  windows: readonly SpeechWindow[],
  { layers, moments, signal, onProgress, ...run }: HearWindowsOptions,
): Promise<Readonly<Record<string, HeardLayer>>> {
  const found = new Map(
    layers.map((layer) => {
      const { channels } = model.layers[layer]!;
      return [
        layer,
        {
          channels,
          windows: new Float32Array(windows.length * channels),
          moments: new Float32Array(moments.length * channels),
        },
      ];
    }),
  );
  const momentsOf: number[][] = windows.map(() => []);
  for (const [i, { window }] of moments.entries()) momentsOf[window]!.push(i);
  const { groups, atOnce } = inGroups(model, layers, windows[0]!.samples.length);
  for (const [g, group] of groups.entries()) {
    for (let first = 0; first < windows.length; first += atOnce) {
      await macrotask();
      signal?.throwIfAborted();
      const some = windows.slice(first, first + atOnce);
      const sounds = some.map(({ samples }) => samples);
      const heard = await activations(model, sounds, group, run);
      for (const layer of group) {
        const { data, shape } = heard[layer]!;
        const [info, { channels, ...kept }] = [model.layers[layer]!, found.get(layer)!];
        for (const item of some.keys()) {
          const frames = data.subarray(item * shape[1] * channels, (item + 1) * shape[1] * channels);
          kept.windows.set(meanOf(frames, channels), (first + item) * channels);
          for (const moment of momentsOf[first + item]!) {
            const frame = nearestFrame(info, moments[moment]!.at * model.sampleRate, shape[1]);
            kept.moments.set(frames.subarray(frame * channels, (frame + 1) * channels), moment * channels);
          }
        }
      }
      onProgress?.(Math.floor((g * windows.length + first + some.length) / groups.length));
    }
  }
  return Object.fromEntries(found);
}

/** Layers that are heard in one pass, and windows in one batch. */
function inGroups(model: ModelAdapter, layers: readonly string[], samples: number) {
  const groups: string[][] = [[]];
  let [sum, largest] = [0, 0];
  for (const layer of layers) {
    const info = model.layers[layer]!;
    const numbers = info.channels * Math.max(1, Math.ceil(samples / Math.max(1, info.hop)));
    if (sum > 0 && sum + numbers > MOST_NUMBERS) {
      groups.push([]);
      sum = 0;
    }
    groups.at(-1)!.push(layer);
    sum += numbers;
    largest = Math.max(largest, sum);
  }
  return { groups, atOnce: Math.max(1, Math.min(AT_ONCE, Math.floor(MOST_NUMBERS / largest))) };
}

function meanOf(frames: Float32Array, channels: number): Float32Array {
  const sums = new Float64Array(channels);
  for (let at = 0; at < frames.length; at += channels) {
    for (let c = 0; c < channels; c++) sums[c]! += frames[at + c]!;
  }
  return Float32Array.from(sums, (sum) => (sum * channels) / frames.length);
}

/** The frame whose centre is nearest to a sample. */
function nearestFrame(info: LayerInfo, sample: number, frames: number): number {
  const first = frameCenter(info, 0);
  const hop = frameCenter(info, 1) - first;
  return hop > 0 ? Math.min(frames - 1, Math.max(0, Math.round((sample - first) / hop))) : 0;
}
