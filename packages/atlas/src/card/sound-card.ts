import type { EngineOptions, ModelAdapter, Objective } from '@audiate/core';
import { naturalness, retention } from '@audiate/evaluate';
import { macrotask } from '@audiate/protocol';

/** What of the reliability card a sound tells by itself, without speech: `evaluate` of `@audiate/evaluate` defines each figure. */
export interface SoundCard {
  /** Retention under the held-out transforms, their mean and the worst; NaN where the score is not above that of noise. */
  readonly retention?: number;
  readonly worstRetention?: number;
  /** The line through its third-octave band levels, in dB per octave. */
  readonly slope: number;
  /** Of its spectrogram: 0.886 for white noise, 0.2 to 0.35 for speech. */
  readonly density: number;
  /** Share of its energy below 50 Hz. */
  readonly energyBelow50Hz: number;
}

/** Sounds to judge, and how. */
export interface SoundCardOptions extends EngineOptions {
  /** Draws of each random held-out transform; 0 measures no retention. */
  readonly retentionDraws: number;
  readonly signal: AbortSignal;
}

/** Sounds that are heard at once. */
const AT_ONCE = 16;

/**
 * The card of each sound.
 * @param sounds equally long, `[samples]` at the model's rate.
 * @param objectives what each was made for.
 * @returns undefined when it was aborted.
 */
export async function soundCards(
  model: ModelAdapter,
  sounds: readonly Float32Array[],
  objectives: readonly Objective[],
  { retentionDraws, signal, ...run }: SoundCardOptions,
): Promise<SoundCard[] | undefined> {
  const cards: SoundCard[] = [];
  for (let from = 0; from < sounds.length; from += AT_ONCE) {
    // Timers keep a claim fresh: they must have their turn.
    await macrotask();
    if (signal.aborted) return undefined;
    const some = sounds.slice(from, from + AT_ONCE);
    const targets = objectives.slice(from, from + AT_ONCE);
    const kept = retentionDraws > 0 ? await retention(model, some, targets, { ...run, draws: retentionDraws }) : [];
    for (const [i, heard] of naturalness(model, some, targets).entries()) {
      const own = kept[i];
      cards.push({
        ...(own && { retention: own.mean, worstRetention: own.worst }),
        slope: heard.slopeDbPerOctave,
        density: heard.density,
        energyBelow50Hz: heard.energyBelow50Hz,
      });
    }
  }
  return cards;
}
