import { InputError, type ModelInfo } from '@audiate/protocol';
import type { Engine } from '../engines/engine.js';

/** What is heard at once. */
export interface Hearing {
  readonly model: ModelInfo;
  /** Sounds at once. */
  readonly batch: number;
  readonly samples: number;
  /** How to ask for fewer sounds at once. */
  fewer(count: number): string;
}

/**
 * Runs `body`; where the engine has no memory for it, says what to try.
 * @throws InputError instead of the engine's own error when that says that memory ran out.
 */
export async function withMemoryAdvice<T>(engine: Engine, hearing: Hearing, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (!engine.ranOutOfMemory?.(error)) throw error;
    throw new InputError(`the engine "${engine.report.name}" ran out of memory ${adviceFor(hearing)}`);
  }
}

function adviceFor({ model, batch, samples, fewer }: Hearing): string {
  const sounds = `hearing ${batch} sound${batch > 1 ? 's' : ''} of ${(samples / model.sampleRate).toFixed(2)} s at once`;
  const advice = batch > 1 ? fewer(Math.floor(batch / 2)) : 'a shorter sound, or a layer nearer to the input';
  return `${sounds}; try ${advice}`;
}
