import { InputError, type ModelInfo } from '@audiate/protocol';
import type { Engine } from '../engines/engine.js';

/** What is heard when memory may run out. */
export interface Hearing {
  readonly model: ModelInfo;
  readonly samples: number;
  /** Sounds at once. */
  readonly sounds: number;
  /** What to ask for instead, beside a shorter sound. */
  readonly advice?: string | undefined;
}

/**
 * Runs `body`; where the engine has no memory for it, says what to try.
 * @throws InputError instead of the engine's own error, its `cause`, when that says that memory ran out.
 */
export async function withMemoryAdvice<T>(engine: Engine, hearing: Hearing, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (!engine.ranOutOfMemory?.(error)) throw error;
    const { model, samples, sounds, advice = 'a shorter sound, or a layer nearer to the input' } = hearing;
    const heard = `${sounds} sound${sounds > 1 ? 's' : ''} of ${(samples / model.sampleRate).toFixed(2)} s at once`;
    const told = new InputError(`the engine "${engine.report.name}" ran out of memory hearing ${heard}; try ${advice}`);
    told.cause = error;
    throw told;
  }
}

/** How fewer of some given sounds may be heard at once. */
export function soundsHearing(model: ModelInfo, { samples, sounds }: Pick<Hearing, 'samples' | 'sounds'>): Hearing {
  const half = Math.floor(sounds / 2);
  const advice = half > 0 ? `${half} sound${half > 1 ? 's' : ''} at a time` : undefined;
  return { model, samples, sounds, advice };
}

/** How a render may hear less at once. Without `chunk` one tape holds every draw of the batch. */
export function renderHearing(plan: {
  readonly context: { readonly model: ModelInfo; readonly batch: number; readonly samples: number };
  readonly draws: number;
  readonly chunk?: number;
}): Hearing {
  const { context, draws, chunk } = plan;
  const { model, batch, samples } = context;
  const half = (count: number) => Math.floor(count / 2);
  const pieces = (count: number) => `chunk: ${count}, which hears the same batch piece by piece`;
  if (chunk === undefined) {
    const advice = batch > 1 ? `batch: ${half(batch)}, or ${pieces(half(batch))}` : draws > 1 ? pieces(1) : undefined;
    return { model, samples, sounds: batch * draws, advice };
  }
  const sounds = Math.min(batch, chunk);
  const smaller = batch > 1 ? `batch: ${half(batch)}` : undefined;
  return { model, samples, sounds, advice: sounds > 1 ? `chunk: ${half(sounds)}, or ${smaller}` : smaller };
}
