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

/** Windows that are heard at once. */
const AT_ONCE = 8;

/** Hears every window once, in all layers. Keeps two numbers of each unit for a window and a moment: 60,000 units take some 500 MB. */
export async function hearWindows(
  model: ModelAdapter,
  windows: readonly SpeechWindow[],
  { layers, moments, signal, onProgress, ...run }: HearWindowsOptions,
): Promise<Readonly<Record<string, HeardLayer>>> {
  const found = layers.map((layer) => {
    const { channels } = model.layers[layer]!;
    return {
      channels,
      windows: new Float32Array(windows.length * channels),
      moments: new Float32Array(moments.length * channels),
    };
  });
  const momentsOf: number[][] = windows.map(() => []);
  for (const [i, { window }] of moments.entries()) momentsOf[window]!.push(i);
  for (let first = 0; first < windows.length; first += AT_ONCE) {
    await macrotask();
    signal?.throwIfAborted();
    const some = windows.slice(first, first + AT_ONCE);
    const heard = await activations(
      model,
      some.map(({ samples }) => samples),
      layers,
      run,
    );
    for (const [i, layer] of layers.entries()) {
      const { data, shape } = heard[layer]!;
      const [info, { channels, ...kept }] = [model.layers[layer]!, found[i]!];
      for (const item of some.keys()) {
        const frames = data.subarray(item * shape[1] * channels, (item + 1) * shape[1] * channels);
        kept.windows.set(meanOf(frames, channels), (first + item) * channels);
        for (const moment of momentsOf[first + item]!) {
          const frame = nearestFrame(info, moments[moment]!.at * model.sampleRate, shape[1]);
          kept.moments.set(frames.subarray(frame * channels, (frame + 1) * channels), moment * channels);
        }
      }
    }
    onProgress?.(Math.min(windows.length, first + AT_ONCE));
  }
  return Object.fromEntries(layers.map((layer, i) => [layer, found[i]!]));
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
