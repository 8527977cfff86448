import { type EngineChoice, type Listener, listener } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';

/** Makes the model hear windows of any length, and keeps what that takes for the lengths that come again. */
export interface Listeners {
  /** The listener for a length and a number of sounds. */
  for(samples: number, batch: number): Promise<Listener>;
  /** Whether that listener is at hand. */
  has(samples: number, batch: number): boolean;
  dispose(): void;
}

/** Programs that are kept: of a base model each takes some 100 MB. */
const MOST = 16;

export function listeners(model: ModelAdapter, layers: readonly string[], engine?: EngineChoice): Listeners {
  const kept = new Map<string, Listener>();
  const nameOf = (samples: number, batch: number) => `${batch}x${samples}`;
  return {
    has: (samples, batch) => kept.has(nameOf(samples, batch)),
    async for(samples, batch) {
      const name = nameOf(samples, batch);
      const found =
        kept.get(name) ?? (await listener(model, layers, { samples, batch, ...(engine ? { engine } : {}) }));
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
