import type { EngineChoice, ModelAdapter, Objective } from '@audiate/core';
import type { Speech } from '../speech/speech.js';
import { type Transfer, transferTo } from './transfer.js';

/** What every judge hears in every sound, by the judge's name; undefined for a sound of which none can tell. */
export async function judgeAll(
  audio: readonly Float32Array[],
  judges: Readonly<Record<string, ModelAdapter>>,
  options: {
    readonly model: ModelAdapter;
    readonly objectives: readonly Objective[];
    readonly speech: Speech | undefined;
    readonly engine?: EngineChoice | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<(Record<string, Transfer> | undefined)[]> {
  const { model, objectives, speech, engine, signal } = options;
  const found: Record<string, Transfer>[] = audio.map(() => ({}));
  for (const [name, judge] of Object.entries(judges)) {
    const speechOf = speech && ((layer: string) => speech.layer(layer));
    const heard = await transferTo(judge, audio, { model, objectives, speechOf, engine, signal });
    for (const [item, one] of heard.entries()) if (one) found[item]![name] = one;
  }
  return found.map((one) => (Object.keys(one).length > 0 ? one : undefined));
}
