import { type EngineChoice, type Listener, listener } from '@audiate/core';
import { MAX_PADDED_SAMPLES, type ModelAdapter, paddedForward } from '@audiate/protocol';
import { bucketOf } from './bucket.js';

/** Makes the model hear windows of any length, and keeps what that takes for the lengths that come again. */
export interface Listeners {
  /** The length of the program that hears a sound: its bucket, or its own where the model can't hear padded sounds. */
  lengthFor(samples: number): number;
  /** The listener for sounds of a length and a number of them. */
  for(samples: number, batch: number): Promise<Listener>;
  /** Whether that listener is at hand. */
  has(samples: number, batch: number): boolean;
  dispose(): void;
}

/** What is to be heard. */
export interface ListenersOptions {
  /** Longest sound, in samples. */
  readonly window: number;
  readonly engine?: EngineChoice | undefined;
}

/** Programs that are kept: of a base model each takes some 100 MB. */
const MOST = 16;

/** Whether a model hears windows that are padded to a few lengths, each as it is by itself. */
export function hearsPadded(model: ModelAdapter, window: number): boolean {
  return paddedForward(model) !== undefined && window <= MAX_PADDED_SAMPLES;
}

export function listeners(
  model: ModelAdapter,
  layers: readonly string[],
  { window, engine }: ListenersOptions,
): Listeners {
  const kept = new Map<string, Listener>();
  const shorter = hearsPadded(model, window);
  const lengthFor = (samples: number) => (shorter ? bucketOf(samples, window) : samples);
  const nameOf = (samples: number, batch: number) => `${batch}x${lengthFor(samples)}`;
  return {
    lengthFor,
    has: (samples, batch) => kept.has(nameOf(samples, batch)),
    async for(samples, batch) {
      const name = nameOf(samples, batch);
      const options = { samples: lengthFor(samples), batch, shorter, ...(engine ? { engine } : {}) };
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
