import { sha256 } from '@audiate/media';
import { memberOf } from '@audiate/objectives';
import { InputError, show } from '@audiate/protocol';
import type { Instructions, Recipe } from '../recipe/recipe.js';
import type { Stopped } from '../record/record.js';
import type { RenderResult } from '../record/result.js';
import { type FileLevel, fileGain, levelFacts } from '../saved/file-level.js';
import type { ResultCard } from '../saved/result-card.js';
import type { Target } from './targets.js';

/** What `NAME.json` tells of a finished target. */
export interface TargetRecord {
  readonly format: 1;
  readonly target: string;
  /** Its item in the batch that `recipe` renders. */
  readonly item: number;
  readonly score: number | null;
  readonly best: { readonly step: number; readonly score: number | null };
  readonly stopped: Stopped;
  readonly facts: ResultCard['facts'];
  /** The total of each step; null where it is not finite. */
  readonly curve: readonly (number | null)[];
  readonly recipe: Recipe;
  /** What the sound is multiplied by in its file, a power of two; 1 in records of earlier versions, which have none. */
  readonly gain?: number;
  /** The SHA-256 of each of its files by the name of the file. Records of earlier versions have none. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The record of one item of a rendered batch. */
export function recordOf(
  target: Target,
  result: RenderResult,
  { item, card, level }: { item: number; card: ResultCard; level: FileLevel['level'] },
) {
  const gain = fileGain(card.audio, level);
  const { step, score } = result.best[item]!;
  return {
    format: 1,
    target: target.description,
    item,
    score: finite(result.scores[item]!),
    best: { step, score: finite(score) },
    stopped: result.restarts[result.kept[item]!]!.stopped,
    facts: [...card.facts.filter(({ name }) => name !== 'target'), ...levelFacts(card.audio, gain)],
    curve: card.curve.map((point) => finite(point.score)),
    recipe: result.recipe,
    gain,
  } satisfies TargetRecord;
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

/** A record as the text of its file, with the SHA-256 of all the rest of it. */
export async function writeRecord(record: TargetRecord): Promise<string> {
  return `${JSON.stringify({ ...record, sha256: await hashOf(record) }, null, 2)}\n`;
}

function hashOf(record: TargetRecord): Promise<string> {
  return sha256(new TextEncoder().encode(JSON.stringify(record)));
}

/** @throws InputError when a text is no record of this format, or was changed since it was written. */
export async function readRecord(text: string): Promise<TargetRecord> {
  try {
    const { sha256: told, ...record } = JSON.parse(text) as TargetRecord & { readonly sha256?: string };
    const { format, target, item, best, stopped, facts, curve, recipe, gain = 1, files } = record;
    const number = (value: unknown) => value === null || typeof value === 'number';
    const whole =
      format === 1 &&
      [target, stopped].every((value) => typeof value === 'string') &&
      [item, best.step].every(Number.isInteger) &&
      [record.score, best.score, ...curve].every(number) &&
      facts.every(({ name, value }) => typeof name === 'string' && typeof value === 'string') &&
      Array.isArray(recipe.objective) &&
      gain > 0 &&
      Number.isInteger(Math.log2(gain)) &&
      Object.values(files ?? {}).every((hash) => typeof hash === 'string');
    // Those of earlier versions have no checksum.
    if (whole && (told === undefined || told === (await hashOf(record)))) return record;
  } catch {
    // It is told below.
  }
  throw new InputError('it is no record of a sweep, or damaged');
}

/**
 * Checks that a record is of a render by these instructions. The batch around a target may be another one.
 * @throws InputError naming the first setting that differs.
 */
export function checkSameTarget(
  { recipe, item: before }: TargetRecord,
  instructions: Instructions,
  item: number,
): void {
  const [saved, now] = [ownSettings(recipe, before), ownSettings(instructions, item)];
  for (const name of new Set([...Object.keys(now), ...Object.keys(saved)])) {
    const [was, is] = [saved[name], now[name]].map((value) => JSON.stringify(value));
    if (was !== is) throw new InputError(`it was rendered with another ${name} (${show(was)}, now ${show(is)})`);
  }
}

/** The settings that make an item's sound: the terms of other items and the size of the batch do not. */
function ownSettings(instructions: Instructions, item: number): Readonly<Record<string, unknown>> {
  const { batch: _, objective, environment: __, ...rest } = instructions as Recipe;
  const members = objective.map(({ weight, term }) => ({ weight, term, member: memberOf(term) }));
  const own = members.flatMap(({ weight, term, member }) =>
    !member || member.item === item ? [{ weight, term: member?.term ?? term }] : [],
  );
  return { ...rest, item, objective: own };
}
