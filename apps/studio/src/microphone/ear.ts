import { type Listener, listener } from '@audiate/core';
import { resample } from '@audiate/media';
import { type Statistics, statisticsOf } from '../evidence/speech-range.js';
import type { Opened } from '../models/opened.js';
import type { Firing } from '../protocol/firing.js';
import { runningRange } from './running-range.js';

interface Asked {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly layer: string;
}

/** Hears moments of a microphone with one layer of a model, again and again. */
export interface Ear {
  hear(asked: Asked): Promise<Firing>;
  dispose(): void;
}

/** An ear of a model; made ready for a layer and a length when it first hears one. */
export function earOf(opened: Opened): Ear {
  const { model } = opened;
  let ready: { key: string; listening: Listener; usual: (peaks: Float32Array) => Firing } | undefined;
  return {
    async hear({ samples, sampleRate, layer }) {
      const { samples: heard } = await resample({ samples, sampleRate }, model.sampleRate);
      const key = `${layer} ${heard.length}`;
      if (ready?.key !== key) {
        ready?.listening.dispose();
        const listening = await listener<string, string>(model, [layer], { samples: heard.length });
        const statistics = await statisticsOf(opened);
        ready = { key, listening, usual: usualOf(statistics, layer) };
      }
      const { data, shape } = (await ready.listening.hear([heard]))[layer]!;
      return ready.usual(peaksOf(data, shape));
    },
    dispose() {
      ready?.listening.dispose();
      ready = undefined;
    },
  };
}

/** The largest activation of each unit over all frames. */
function peaksOf(data: Float32Array, [, frames, channels]: readonly [number, number, number]): Float32Array {
  const peaks = new Float32Array(channels).fill(Number.NEGATIVE_INFINITY);
  for (let frame = 0; frame < frames; frame++) {
    for (let unit = 0; unit < channels; unit++) peaks[unit] = Math.max(peaks[unit]!, data[frame * channels + unit]!);
  }
  return peaks;
}

/** What is usual for a layer: what was measured on speech, else what the microphone has said so far. */
function usualOf(statistics: Statistics | undefined, layer: string): (peaks: Float32Array) => Firing {
  const measured = statistics?.layers[layer];
  const row = statistics?.percentiles.indexOf(99.9) ?? -1;
  if (!measured || row < 0) return runningRange();
  return (peaks) => {
    const edges = measured.percentiles[row]!;
    const excess = Float32Array.from(peaks, (peak, unit) => {
      const { [unit]: mean } = measured.mean;
      return Math.max(0, (peak - mean!) / Math.max(edges[unit]! - mean!, Number.EPSILON));
    });
    return { excess, usual: 'speech' };
  };
}
