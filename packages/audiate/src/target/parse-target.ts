import { InputError, listChoices, show } from '@audiate/protocol';
import { parseUnits, type Units } from './parse-units.js';

/** What a target of a command line asks for, before a model is known. */
export type Target = UnitTarget | TextTarget<'logit'> | TextTarget<'word'>;

/** Units of one layer. */
interface UnitTarget extends Units {
  readonly kind: 'unit';
}

interface TextTarget<Kind> {
  readonly kind: Kind;
  readonly text: string;
}

/** Forms of targets, for messages and for help. */
export const TARGET_FORMS = [
  'encoder.3:17',
  'encoder.3:0-31',
  'encoder.3:1,5,9',
  'logit:IY',
  'word:HELLO',
  'features:7',
];

/** Longer than any text that a sound of an hour says. */
const MAX_LENGTH = 65_536;

/**
 * Reads a target: `encoder.3:17` a unit, `encoder.3:0-31` and `encoder.3:1,5,9-12` all of some units, `features:7` of a dictionary,
 * `logit:IY` a token or class, several between commas, `word:HELLO` a text that a model with a CTC head is to hear, `word:HH AH L OW` where
 * it spells phones.
 * @throws InputError for another form, and as {@link parseUnits} does.
 */
export function parseTarget(text: string): Target {
  if (text.length > MAX_LENGTH)
    throw new InputError(`the target ${show(text)} is longer than ${MAX_LENGTH} characters`);
  const [, kind, rest] = text.match(/^([^:]+):(.+)$/s) ?? [];
  if (kind === undefined || rest === undefined) {
    throw new InputError(`can't read the target ${show(text)}; write it as ${listChoices(TARGET_FORMS)}`);
  }
  if (kind === 'logit' || kind === 'word') return { kind, text: unquoted(rest) };
  return { kind: 'unit', ...parseUnits(text) };
}

/** Quotes may have been written for the reader, where the shell has left them. */
function unquoted(text: string): string {
  return /^"(.+)"$/s.exec(text)?.[1] ?? text;
}
