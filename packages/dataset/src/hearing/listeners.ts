import { type EngineChoice, type Listener, listener } from '@audiate/core';
import { MAX_PADDED_SAMPLES, type ModelAdapter, paddedForward } from '@audiate/protocol';
import { bucketOf } from './bucket.js';

/** Makes the model hear sounds of any length, and keeps what that takes for the lengths that come again. */
export interface Listeners {
  /** Whether they hear sounds that are shorter than theirs, each as if it were by itself. */
  readonly hearsShorter: boolean;
  /** The listener for sounds of a length, or of its bucket, and a number of them. */
  for(samples: number, batch: number): Promise<Listener>;
  /** Whether that listener is at hand. */
  has(samples: number, batch: number): boolean;
  dispose(): void;
}

/** What is to be heard. */
export interface ListenersOptions {
  /** Longest sound, in samples; any unless given. */
  readonly window?: number;
  readonly engine?: EngineChoice | undefined;
}

/** Programs that are kept: as many as there are buckets. Of a base model each maps the weights, 380 MB, and takes some 60 MB more. */
const MOST = 16;

/** Whether a model hears sounds up to a window that are padded to a few lengths, each as it is by itself. */
export function hearsPadded(model: ModelAdapter, window = MAX_PADDED_SAMPLES): boolean {
  return paddedForward(model) !== undefined && window <= MAX_PADDED_SAMPLES;
}

export function listeners(
  model: ModelAdapter,
  layers: readonly string[],
  { window, engine }: ListenersOptions,
): Listeners {
  const kept = new Map<string, Listener>();
  const hearsShorter = hearsPadded(model, window);
  const padded = (samples: number) => hearsShorter && samples <= MAX_PADDED_SAMPLES;
  const lengthFor = (samples: number) => (padded(samples) ? bucketOf(samples, window) : samples);
  const nameOf = (samples: number, batch: number) => `${batch}x${lengthFor(samples)}`;
  return {
    hearsShorter,
    has: (samples, batch) => kept.has(nameOf(samples, batch)),
    async for(samples, batch) {
      const name = nameOf(samples, batch);
      const options = { samples: lengthFor(samples), batch, shorter: padded(samples), ...(engine ? { engine } : {}) };
      const found = kept.get(name) ?? (await listener(model, layers, options));
      kept.delete(name);
      kept.set(name, found);
      for (const [oldest, old] of kept) {
        if (kept.size <= MOST) break;
        kept.delete(oldest);
        old.dispose();
      }
      return found;
    },
    dispose() {
      for (const one of kept.values()) one.dispose();
      kept.clear();
    },
  };
}
