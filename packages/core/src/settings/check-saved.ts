import { checkKeys, checkNumber, checkSchedule, InputError, type NumberRule, show } from '@audiate/protocol';

/** Checks what a saved file holds under a name; a field that is absent is `undefined`. @throws InputError for another type. */
export type Check = (name: string, value: unknown) => unknown;

/** A check for each field of a record. */
export type Checks<T> = { readonly [Name in keyof Required<T>]: Check };

/** Checks that a record has the fields that are known, and no other. */
export function checkFields<T extends object>(thing: string, record: T, checks: Checks<T>): void {
  checkKeys(thing, record, Object.keys(checks));
  for (const [name, check] of Object.entries<Check>(checks)) {
    check(`${thing}'s ${name}`, (record as Readonly<Record<string, unknown>>)[name]);
  }
}

/** What is there. */
export function present<T>(name: string, value: T): NonNullable<T> {
  if (value !== undefined && value !== null) return value;
  throw new InputError(`${name} is missing; pass the recipe whole, as save() wrote it`);
}

export const number =
  (rule: NumberRule): Check =>
  (name, value) =>
    checkNumber(name, present(name, value) as number, rule);

/** A whole number from 0. */
export const count = number({ min: 0, integer: true });

export const optional =
  (check: Check): Check =>
  (name, value) =>
    value === undefined ? undefined : check(name, value);

export const schedule: Check = (name, value) => checkSchedule(name, present(name, value) as never);

export const text: Check = (name, value) => {
  if (typeof present(name, value) !== 'string') throw new InputError(`${name} must be a text, got ${show(value)}`);
};

export const record =
  <T extends object>(checks: Checks<T>): Check =>
  (name, value) =>
    checkFields(name, present(name, value) as T, checks);

export const list =
  (each: Check): Check =>
  (name, value) => {
    if (!Array.isArray(present(name, value))) throw new InputError(`${name} must be a list, got ${show(value)}`);
    for (const [i, member] of (value as unknown[]).entries()) each(`${name} ${i}`, member);
  };

/** A part's own options are checked by the factory that takes them. */
export const spec: Check = (name, value) => {
  if (typeof (present(name, value) as { readonly kind?: unknown }).kind === 'string') return;
  throw new InputError(`${name} must be a part such as { "kind": "spectrum" }, got ${show(value)}`);
};
