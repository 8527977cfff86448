import { ENGINES, PARAMS, PENALTIES, type PenaltyName, TRANSFORMS } from './choices.js';
import { type Form, RANGES, START } from './form.js';
import { readTarget, showTarget } from './target.js';

/** A longer address was not made by this page. */
const MAX_LENGTH = 2000;

/** The form as what follows `#` in the address; what is as it begins is left out, but for model and target. */
export function formToHash(form: Form): string {
  const fields = new URLSearchParams({ model: form.model, target: showTarget(form.target) });
  for (const name of ['seed', 'steps', 'seconds', 'param', 'transforms', 'engine'] as const) {
    if (form[name] !== START[name]) fields.set(name, String(form[name]));
  }
  for (const [name, weight] of Object.entries(form.penalties)) if (weight !== 0) fields.set(name, String(weight));
  return fields.toString();
}

/** What an address says, and what of it could not be used, in sentences. */
export interface ReadForm {
  readonly form: Form;
  readonly refused: readonly string[];
}

/** Reads what {@link formToHash} wrote. Whatever else stands there is left out, and said: an address may come from anybody. */
export function formFromHash(hash: string): ReadForm {
  if (hash.length > MAX_LENGTH) return { form: START, refused: [`the address is longer than ${MAX_LENGTH} letters`] };
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const refused: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T | undefined, otherwise: T): T => {
    const text = fields.get(name);
    fields.delete(name);
    if (text === null) return otherwise;
    const found = parse(text);
    if (found === undefined) refused.push(`${name} can't be ${JSON.stringify(text.slice(0, 80))}`);
    return found ?? otherwise;
  };
  const form: Form = {
    model: read('model', modelIn, START.model),
    target: read('target', readTarget, START.target),
    seed: read('seed', numberIn(RANGES.seed), START.seed),
    steps: read('steps', numberIn(RANGES.steps), START.steps),
    seconds: read('seconds', numberIn(RANGES.seconds), START.seconds),
    param: read('param', oneOf(PARAMS), START.param),
    transforms: read('transforms', oneOf(TRANSFORMS), START.transforms),
    engine: read('engine', oneOf(ENGINES), START.engine),
    penalties: Object.fromEntries(
      Object.entries(PENALTIES).map(([name, { most }]) => [name, read(name, numberIn({ min: 0, max: most }), 0)]),
    ) as Readonly<Record<PenaltyName, number>>,
  };
  for (const name of fields.keys()) refused.push(`${JSON.stringify(name.slice(0, 80))} is no setting`);
  return { form, refused };
}

/** A name of an embedded model, an id of the Hub, or a file's name: plain letters, no address. */
const modelIn = (text: string): string | undefined =>
  /^(tiny|tinyB|[\w.-]{1,96}\/[\w.-]{1,96}|file:[^/\\\p{Cc}]{1,120})$/u.test(text) ? text : undefined;

const oneOf =
  <C extends object>(choices: C) =>
  (text: string): keyof C | undefined =>
    Object.hasOwn(choices, text) ? (text as keyof C) : undefined;

interface Range {
  readonly min: number;
  readonly max: number;
  /** 1: whole numbers only. */
  readonly step?: number;
}

/** Reads a number of a range; undefined for anything else. */
export const numberIn =
  ({ min, max, step }: Range) =>
  (text: string): number | undefined => {
    const value = Number(text);
    const isWritten = /^\d{1,10}(\.\d{1,10})?$/.test(text);
    return isWritten && value >= min && value <= max && (step !== 1 || Number.isInteger(value)) ? value : undefined;
  };
