import { checkChoice, checkNumber, InputError, show } from '@audiate/protocol';

/** The keys and values of config.json. */
export type Settings = Readonly<Record<string, unknown>>;

/** Reads settings one by one; every method throws an InputError that names the key when its value is out of range. */
export interface Reader {
  /** A whole number from `min` (1 unless given) to `max` (a million unless given). */
  count(key: string, fallback: number, range?: { readonly min?: number; readonly max?: number }): number;
  /** 1 to 100 whole numbers of at least 1. */
  counts(key: string, fallback: readonly number[]): number[];
  /** A finite number of at least 0. */
  amount(key: string, fallback: number): number;
  flag(key: string, fallback: boolean): boolean;
  choice<T extends string>(key: string, fallback: T, choices: readonly T[]): T;
}

/** A reader of settings; a key that is missing or null has its fallback. */
export function readerOf(settings: Settings): Reader {
  const named = (key: string) => `${key} in config.json`;
  return {
    count: (key, fallback, { min = 1, max = 1e6 } = {}) =>
      checkNumber(named(key), settings[key] ?? fallback, { min, max, integer: true }),
    counts(key, fallback) {
      const list = settings[key] ?? fallback;
      if (!Array.isArray(list) || list.length === 0 || list.length > 100) {
        throw new InputError(`${named(key)} must be a list of 1 to 100 whole numbers, got ${show(list)}`);
      }
      return list.map((value, i) => checkNumber(named(`${key}[${i}]`), value, { min: 1, max: 1e6, integer: true }));
    },
    amount: (key, fallback) => checkNumber(named(key), settings[key] ?? fallback, { min: 0 }),
    flag(key, fallback) {
      const value = settings[key] ?? fallback;
      if (typeof value === 'boolean') return value;
      throw new InputError(`${named(key)} must be true or false, got ${show(value)}`);
    },
    choice: (key, fallback, choices) => checkChoice(named(key), settings[key] ?? fallback, choices),
  };
}
