import { checkChoice, InputError, show } from '@audiate/protocol';
import type { WhisperTokens } from './tokenizer.js';

/** What the decoder is asked for after the start of a transcript; not for models of English alone, which have no choice. */
export interface WhisperPrompt {
  /** The code of a language, such as "de"; "en" unless given. */
  readonly language?: string;
  /** "transcribe" unless given. */
  readonly task?: 'transcribe' | 'translate';
}

/**
 * The numbers of the tokens that the decoder hears: start, language, task, no timestamps; or start and no timestamps, in a
 * model of English alone.
 * @throws InputError for a language or a task that the model has not.
 */
export function promptOf(tokens: WhisperTokens, { language = 'en', task = 'transcribe' }: WhisperPrompt): number[] {
  checkChoice('task of decoder', task, ['transcribe', 'translate']);
  const { start, languages, tasks, noTimestamps } = tokens;
  if (languages.size === 0) {
    if (language === 'en' && task === 'transcribe') return [start, noTimestamps];
    throw new InputError(
      `the model knows English alone, and transcribes; got language ${show(language)} and task ${show(task)}`,
    );
  }
  const number = languages.get(`<|${language}|>`);
  if (number === undefined) {
    const codes = [...languages.keys()].map((token) => token.slice(2, -2));
    throw new InputError(`unknown language ${show(language)} of decoder; choose from ${codes.join(', ')}`);
  }
  const asked = tasks[task];
  if (asked === undefined) throw new InputError(`the tokenizer's files lack "<|${task}|>"`);
  return [start, number, asked, noTimestamps];
}
