import {
  type EngineOptions,
  type ManyFind,
  type ManyOptions,
  objectives,
  renderMany,
  reviveSettings,
} from '@audiate/core';
import { sha256 } from '@audiate/media';
import { layerLabels, type ModelAdapter } from '@audiate/protocol';
import { type SoundCard, soundCards } from '../card/sound-card.js';
import type { AtlasPlan, Chunk } from '../plan/atlas-plan.js';
import { unitCount } from '../plan/atlas-plan.js';
import type { UnitRow } from '../rows/unit-row.js';
import { packSounds } from '../sounds/pack-sounds.js';
import { soundName } from '../sounds/sound-archive.js';
import { chunkName } from './chunk-folders.js';

/** How a chunk is rendered and watched. */
export interface ChunkOptions extends EngineOptions, Pick<ManyOptions, 'concurrency' | 'saveEverySeconds'> {
  /** Where the sweep keeps what a killed program goes on from. */
  readonly work: string;
  readonly signal: { readonly aborted: boolean } & AbortSignal;
  /** Told after each step how many of the chunk's units are finished, a unit half rendered as a half. */
  onUnits(units: number): void;
}

/** A chunk that is rendered. */
export interface RenderedChunk {
  readonly rows: readonly UnitRow[];
  readonly archive: Uint8Array;
}

/**
 * Renders the units of a chunk. Stopped or killed, it goes on from where the sweep in its work folder stood.
 * @returns undefined when it was aborted.
 */
export async function renderChunk(
  model: ModelAdapter,
  plan: AtlasPlan,
  chunk: Chunk,
  { work, signal, onUnits, ...run }: ChunkOptions,
): Promise<RenderedChunk | undefined> {
  const { batch, ...settings } = reviveSettings(plan.settings);
  const units = Array.from({ length: unitCount(chunk) }, (_, i) => chunk.first + i);
  const named = Object.fromEntries(units.map((unit) => [`unit-${unit}`, objectives.channel(chunk.layer, unit)]));
  const finds: ManyFind[] = [];
  const stepsOfUnit = settings.steps * (settings.restarts ?? 1);
  let begun = 0;
  const sweep = renderMany(model, named, {
    ...settings,
    ...run,
    batch,
    folder: work,
    signal,
    onStep: ({ targets, done }) => {
      begun = Math.min(units.length, Math.max(done, begun + targets.length / stepsOfUnit));
      onUnits(begun);
    },
  });
  let next = await sweep.next();
  for (; !next.done; next = await sweep.next()) finds.push(next.value);
  if (next.value.stopped === 'aborted') return undefined;
  const cards = await soundCards(
    model,
    finds.map(({ audio }) => audio),
    finds.map(({ index }) => objectives.channel(chunk.layer, units[index]!)),
    { engine: run.engine, device: run.device, retentionDraws: plan.retentionDraws, signal },
  );
  return cards && pack(model, chunk, { finds, cards });
}

/** Sounds, and the card of each. */
interface Judged {
  readonly finds: readonly ManyFind[];
  readonly cards: readonly SoundCard[];
}

async function pack(model: ModelAdapter, chunk: Chunk, { finds, cards }: Judged): Promise<RenderedChunk> {
  const { layer } = chunk;
  const vocabulary = layerLabels(model, layer);
  const sounds = finds.map(({ audio, index, sampleRate }) => {
    return { name: soundName(layer, chunk.first + index), samples: audio, sampleRate };
  });
  // Timers keep the claim fresh: they have their turn.
  const { archive, packed } = await packSounds(sounds);
  const rows: UnitRow[] = [];
  for (const [i, find] of finds.entries()) {
    const { audio, index, recipe } = find;
    const unit = chunk.first + index;
    const { engine, engineDetail, threads, audiate, cpu } = recipe.environment;
    rows.push({
      layer,
      unit,
      name: vocabulary?.[unit],
      score: find.score,
      bestScore: find.best.score,
      bestStep: find.best.step,
      stopped: find.stopped,
      curve: find.curve,
      retention: undefined,
      worstRetention: undefined,
      ...cards[i]!,
      seconds: audio.length / find.sampleRate,
      sampleRate: find.sampleRate,
      soundFile: `sounds/${chunkName(chunk)}.tar`,
      ...packed[i]!,
      audioSha256: await sha256(new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength)),
      engine,
      engineDetail,
      threads,
      audiate,
      cpu,
      item: find.item,
      recipe: JSON.stringify(recipe),
    });
  }
  return { rows, archive };
}
