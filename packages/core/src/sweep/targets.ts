import { checkFileNames } from '@audiate/media';
import { parse } from '@audiate/objectives';
import { hashBytes, InputError, type Objective, show } from '@audiate/protocol';
import { describeObjective } from '../saved/describe-objective.js';

/** One thing that a sweep climbs. */
export interface Target {
  /** Names its files. */
  readonly name: string;
  readonly description: string;
  readonly objective: Objective;
  /** Its index among those given. */
  readonly index: number;
}

/** A list, or objectives by name. */
export type Targets<L extends string = string> =
  | readonly (Objective<L> | string)[]
  | Readonly<Record<string, Objective<L> | string>>;

/**
 * Reads and names the targets. Those of a list are named for what they are (`channel-conv-5-3`), so that a name means the
 * same in every list.
 * @throws InputError for no target, too many, one that is no objective, two that are the same, and names that make no
 * file names.
 */
export function readTargets(given: Targets, steps: number): Target[] {
  if (typeof given !== 'object' || given === null) {
    throw new InputError(`renderMany needs a list of objectives, or objectives by name, got ${show(given)}`);
  }
  const listed = Array.isArray(given);
  const entries = Object.entries(given as Record<string, Objective | string>);
  if (entries.length === 0 || entries.length > MAX_TARGETS) {
    throw new InputError(`renderMany needs 1 to ${MAX_TARGETS} objectives, got ${entries.length}`);
  }
  const read = entries.map(([key, member], index) => {
    const objective = typeof member === 'string' ? parse(member) : member;
    if (!Array.isArray(objective?.terms) || objective.terms.length === 0) {
      throw new InputError(`target ${show(listed ? index : key)} must be an objective, got ${show(member)}`);
    }
    const terms = objective.terms.map(({ weight, term }) => ({ weight, description: term.description }));
    return { key, objective, index, description: describeObjective(terms, steps) };
  });
  const short = read.map(({ description }) => fileName(description));
  const uses = new Map<string, number>();
  for (const name of short) uses.set(name, (uses.get(name) ?? 0) + 1);
  const targets = read.map(({ key, ...target }, i) => {
    const shared = uses.get(short[i]!)! > 1;
    return { ...target, name: listed ? `${short[i]}${shared ? `-${hashOf(target.objective)}` : ''}` : checkName(key) };
  });
  checkDifferent(targets);
  return targets;
}

const MAX_TARGETS = 100_000;

function fileName(description: string): string {
  const plain = description.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return (
    plain
      .toLowerCase()
      .replace(/[^a-z0-9-]/g, '_')
      .slice(0, 60) || 'target'
  );
}

function hashOf({ terms }: Objective): string {
  const text = JSON.stringify(terms.map(({ weight, term }) => [weight, term.spec]));
  return hashBytes(new TextEncoder().encode(text)).slice(0, 8);
}

function checkName(name: string): string {
  if (/^[\w-]{1,100}$/.test(name) && !/^(index|unfinished)$/i.test(name)) {
    checkFileNames([`${name}.wav`]);
    return name;
  }
  throw new InputError(
    `a target's name must be 1 to 100 letters, digits, - or _ to name its files, and not index or unfinished, got ${show(name)}`,
  );
}

function checkDifferent(targets: readonly Target[]): void {
  const seen = new Map<string, Target>();
  for (const target of targets) {
    const twin = seen.get(target.name.toLowerCase());
    if (twin) {
      throw new InputError(
        `targets ${twin.index} (${twin.description}) and ${target.index} (${target.description}) would both be called ${show(target.name)}; give each once`,
      );
    }
    seen.set(target.name.toLowerCase(), target);
  }
}
