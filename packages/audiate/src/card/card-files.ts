import { join } from 'node:path';
import { isObject } from '@audiate/checkpoints';
import { type Evaluation, evaluationFacts } from '@audiate/evaluate';
import { page, readPlainFile, writeWhole } from '@audiate/media';

/** Evaluations by the names of their sounds, and what they were made with. */
export interface Cards {
  readonly settings: string;
  readonly evaluations: Readonly<Record<string, Evaluation>>;
}

const JSON_FILE = 'card.json';
/** The page of all cards. */
export const CARD_PAGE = 'card.html';
/** All files of cards. */
export const CARD_FILES: readonly string[] = [JSON_FILE, CARD_PAGE];
const MAX_BYTES = 2 ** 28;

/** Whether cards of any settings lie in a folder. */
export async function hasCards(folder: string): Promise<boolean> {
  const found = await cardsIn(folder);
  return found !== undefined;
}

/** Evaluations that an earlier run with the same settings left in a folder. */
export async function readCards(folder: string, settings: string): Promise<Cards> {
  // What is missing, damaged or of other settings is made anew.
  const found = await cardsIn(folder);
  return found?.settings === settings ? found : { settings, evaluations: {} };
}

async function cardsIn(folder: string): Promise<Cards | undefined> {
  try {
    const bytes = await readPlainFile(join(folder, JSON_FILE), MAX_BYTES);
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const isCards = isObject(found) && typeof found.settings === 'string' && isObject(found.evaluations);
    return isCards ? (found as unknown as Cards) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes evaluations and their page beside the sounds. */
export async function writeCards(folder: string, cards: Cards, model: string): Promise<void> {
  const found = Object.entries(cards.evaluations);
  const html = page({
    title: `How far to trust ${found.length === 1 ? 'a sound' : `${found.length} sounds`} of ${model}`,
    contents: found.length > 1,
    cards: found.map(([name, evaluation]) => ({
      title: evaluation.target,
      files: { picture: `${name}.png`, sound: `${name}.wav` },
      facts: evaluationFacts(fromJson(evaluation)),
    })),
  });
  const json = `${JSON.stringify({ format: 1, ...cards }, null, 2)}\n`;
  await writeWhole(
    folder,
    new Map([
      [JSON_FILE, json],
      [CARD_PAGE, html],
    ]),
  );
}

/** JSON has no NaN: what it has for one, null, becomes one again. */
export function fromJson(evaluation: Evaluation): Evaluation {
  return JSON.parse(JSON.stringify(evaluation), (_, value) => (value === null ? Number.NaN : value));
}
