import { asObject, isObject } from '@audiate/checkpoints';
import { checkChoice, InputError, listChoices, show } from '@audiate/protocol';

/**
 * Reads vocab.json, `{ token: channel }`, or `{ language: { token: channel } }` as MMS has it.
 * @param language which of a nested vocabulary. @param preset the one that tokenizer_config.json names.
 * @throws InputError for a channel that is none, and for a nested vocabulary of which no language is named.
 */
export function parseVocabulary(json: unknown, language?: string, preset?: unknown): Map<string, number> {
  const flat = flatVocabulary(asObject('vocab.json', json), language ?? preset);
  const tokens = new Map<string, number>();
  for (const [token, channel] of Object.entries(flat)) {
    if (!Number.isSafeInteger(channel) || (channel as number) < 0) {
      throw new InputError(
        `token ${show(token)} of vocab.json must have a whole number from 0 on as its channel, got ${show(channel)}`,
      );
    }
    tokens.set(token, channel as number);
  }
  if (tokens.size === 0) throw new InputError('vocab.json has no token');
  return tokens;
}

/**
 * That a language can be chosen: the vocabulary is nested and has it.
 * @throws InputError naming the languages.
 */
export function checkLanguage(language: string, json: unknown): void {
  if (!isObject(json) || !isNested(json)) {
    throw new InputError(
      `language ${show(language)} chooses from a vocabulary of several languages, and this model has none; leave it out`,
    );
  }
  checkChoice('language', language, Object.keys(json));
}

function flatVocabulary(json: Readonly<Record<string, unknown>>, language: unknown): Readonly<Record<string, unknown>> {
  if (!isNested(json)) return json;
  const languages = listChoices(Object.keys(json));
  if (typeof language !== 'string') {
    throw new InputError(`vocab.json has a vocabulary for each language; choose one by { language }: ${languages}`);
  }
  if (!Object.hasOwn(json, language)) {
    throw new InputError(
      `vocab.json has no vocabulary of ${show(language)}, which tokenizer_config.json names; choose one by { language }: ${languages}`,
    );
  }
  return asObject(`the vocabulary of ${show(language)} in vocab.json`, json[language]);
}

const isNested = (json: Readonly<Record<string, unknown>>): boolean => Object.values(json).some(isObject);
