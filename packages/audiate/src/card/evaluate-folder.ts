import { type EngineOptions, type SavedSound, savedSounds } from '@audiate/core';
import { type EvaluateOptions, type Evaluation, evaluate } from '@audiate/evaluate';
import { hashBytes, InputError, type ModelAdapter, show } from '@audiate/protocol';
import type { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { batchesOf } from './batches-of.js';
import { type Cards, readCards, writeCards } from './card-files.js';

/** What is evaluated, and by what. */
export interface Evaluating {
  readonly folder: string;
  readonly model: ModelAdapter;
  /** Names of the sounds that count; all unless given. */
  readonly names?: ReadonlySet<string> | undefined;
  readonly measure: Omit<EvaluateOptions, 'model' | keyof EngineOptions>;
  /** What the measures depend on beyond the sounds, as a text. */
  readonly settings: string;
  readonly engine: EngineOptions;
  readonly terminal: Terminal;
  readonly progress: Progress;
}

/** What an evaluation of a folder came to. */
export interface Evaluated {
  readonly stopped: 'done' | 'aborted';
  readonly of: number;
  readonly found: readonly { readonly sound: SavedSound; readonly evaluation: Evaluation }[];
}

/**
 * The reliability card of every sound of a folder, written after each batch, so that what was stopped goes on. An abort ends the
 * batch under way, too.
 * @throws InputError for sounds of another model, and as `evaluate` does.
 */
export async function evaluateFolder(evaluating: Evaluating): Promise<Evaluated> {
  const { folder, model, names, measure, settings, engine, terminal, progress } = evaluating;
  const { signal } = terminal;
  const batches = batchesOf(await savedSounds(folder)).filter(
    ({ sounds }) => !names || sounds.some(({ name }) => names.has(name)),
  );
  const other = batches.find(({ recipe }) => recipe.model.fingerprint !== model.fingerprint);
  if (other) {
    throw new InputError(
      `${show(other.sounds[0]!.wav)} was made on ${show(other.recipe.model.name)}, not on ${model.name}`,
    );
  }
  const wanted = batches.flatMap(({ sounds }) => sounds).filter(({ name }) => !names || names.has(name));
  const made = { sounds: batches.map(({ recipe }) => recipe), settings };
  const key = hashBytes(new TextEncoder().encode(JSON.stringify(made)));
  let cards: Cards = await readCards(folder, key);
  for (const [i, { recipe, sounds }] of batches.entries()) {
    if (sounds.every(({ name }) => cards.evaluations[name])) continue;
    const audio: Float32Array[] = [];
    for (const sound of sounds) audio.push(await sound.audio());
    const evaluations = await unlessAborted(signal, () =>
      evaluate(
        { recipe, audio },
        {
          ...{ ...measure, ...engine, model, signal },
          onProgress: ({ stage, done, of }) =>
            progress.show(i + done / of, batches.length, `evaluating ${sounds[0]!.target}: ${stage}`),
        },
      ),
    );
    if (!evaluations) break;
    const own = Object.fromEntries(evaluations.map((evaluation, item) => [sounds[item]!.name, evaluation]));
    cards = { ...cards, evaluations: { ...cards.evaluations, ...own } };
    await writeCards(folder, cards, model.name);
  }
  progress.stop();
  const found = wanted.flatMap((sound) => {
    const evaluation = cards.evaluations[sound.name];
    return evaluation ? [{ sound, evaluation }] : [];
  });
  return { stopped: found.length < wanted.length ? 'aborted' : 'done', of: wanted.length, found };
}

/** What a piece of work comes to; undefined where it was aborted. */
async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
  try {
    signal.throwIfAborted();
    return await work();
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
