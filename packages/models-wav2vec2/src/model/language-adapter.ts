import { type CheckpointSource, checkPlainName, isObject, openTensors, type TensorFile } from '@audiate/checkpoints';
import { InputError, show } from '@audiate/protocol';
import type { Wav2Vec2Config } from '../config/config.js';
import type { TokenizerFiles } from '../tokenizer/tokenizer-files.js';
import { checkLanguage } from '../tokenizer/vocabulary.js';

/** transformers' `load_adapter` looks for them in this order. */
const FORMATS = ['safetensors', 'bin'] as const;

/** What a checkpoint of adapters speaks unless tokenizer_config.json says so, as transformers has it. */
const DEFAULT = 'eng';

/** Weights that each language has of its own: transformers' `_get_adapters`. */
const OF_LANGUAGE = /(^|\.)adapter_layer\.(norm|linear_1|linear_2)\.(weight|bias)$|^lm_head\.(weight|bias)$/;

/** Whether a weight, by its bare name, is one that each language has of its own. */
export function isOfLanguage(name: string): boolean {
  return OF_LANGUAGE.test(name);
}

/**
 * The language whose adapter takes the place of the one within the checkpoint's weights; undefined where that is its own, or
 * where its blocks have no adapters, as without the option `language`.
 * @throws InputError for a language that the vocabulary has not.
 */
export function otherLanguage(
  config: Pick<Wav2Vec2Config, 'attentionAdapter' | 'blocks'>,
  { settings, vocabulary, problem }: TokenizerFiles,
  language: string | undefined,
): string | undefined {
  if (language === undefined) return undefined;
  if (problem === undefined) checkLanguage(language, vocabulary);
  if (config.attentionAdapter === undefined || config.blocks === 0) return undefined;
  const own = isObject(settings) && typeof settings.target_lang === 'string' ? settings.target_lang : DEFAULT;
  return language === own ? undefined : language;
}

/**
 * Opens `adapter.<language>.safetensors`, or else `.bin`, beside the weights: adapters and head of a language.
 * @throws InputError when there is none, or it holds anything else.
 */
export async function openAdapter(source: CheckpointSource, language: string): Promise<TensorFile> {
  const names = FORMATS.map((format) =>
    checkPlainName(`the adapter of language ${show(language)}`, `adapter.${language}.${format}`),
  );
  for (const name of names) {
    const file = await openTensors(source, name);
    if (file) return checkAdapter(file);
  }
  throw new InputError(
    `language ${show(language)} has a vocabulary, but ${source.place} has no ${names.join(' and no ')} with its adapters ` +
      "and head; add that file, or leave language out for the checkpoint's own",
  );
}

/** @throws InputError for a file that holds anything but adapters and a head, as transformers does. */
export function checkAdapter(file: TensorFile): TensorFile {
  const stranger = file.names().find((name) => !isOfLanguage(name));
  if (stranger === undefined) return file;
  throw new InputError(
    `${file.name} holds ${show(stranger)}; the adapter of a language holds weights of adapter_layer and lm_head only`,
  );
}

/** The width of a language's head, which need not be that of config.json. */
export async function tokensOf(adapter: TensorFile | undefined): Promise<{ readonly tokens?: number }> {
  if (!adapter?.has('lm_head.weight')) return {};
  const [tokens] = await adapter.shape('lm_head.weight');
  return tokens === undefined ? {} : { tokens };
}
