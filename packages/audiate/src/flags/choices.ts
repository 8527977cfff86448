import { InvalidArgumentError, Option } from 'commander';

/** How the text of a flag is read. */
export interface Reading<T> {
  read(text: string): T;
  /** What may be written, where there are few. */
  readonly choices?: readonly string[];
}

/** One of some names. */
export function oneOf<T extends string>(choices: readonly T[]): Reading<T> {
  return {
    choices,
    read(text) {
      if (choices.includes(text as T)) return text as T;
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    },
  };
}

/** More would be a mistake. */
const MAX_LIST = 1000;

/** Several between commas, each once. */
export function listOf<T>({ read, choices }: Reading<T>): Reading<readonly T[]> {
  return {
    ...(choices && { choices }),
    read(text) {
      const pieces = text.split(',');
      if (pieces.length > MAX_LIST) throw new InvalidArgumentError(`At most ${MAX_LIST} may be given.`);
      return [...new Set(pieces.map((piece) => read(piece)))];
    },
  };
}

/** A flag with a value. @param otherwise what it is unless given. */
export function valueFlag<T>(flags: string, description: string, reading: Reading<T>, otherwise?: T): Option {
  const option = new Option(flags, description);
  if (reading.choices) option.choices(reading.choices);
  option.argParser((text) => reading.read(text));
  if (otherwise === undefined) return option;
  return option.default(otherwise, Array.isArray(otherwise) ? otherwise.join(',') : String(otherwise));
}
