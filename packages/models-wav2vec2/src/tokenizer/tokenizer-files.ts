import { type CheckpointSource, readJson } from '@audiate/checkpoints';
import type { InputError } from '@audiate/protocol';

/** What a tokenizer's files say, parsed but not yet checked; `undefined` where a file is not there. */
export interface TokenizerFiles {
  /** vocab.json. */
  readonly vocabulary?: unknown;
  /** tokenizer_config.json. */
  readonly settings?: unknown;
  /** added_tokens.json. */
  readonly added?: unknown;
  /** special_tokens_map.json. */
  readonly special?: unknown;
  /** Why they cannot be read. */
  readonly problem?: string;
}

/**
 * Reads a tokenizer's files. One that is no JSON costs the tokenizer, not the model: `problem` says which.
 * @throws InputError for a file that is there and cannot be had.
 */
export async function readTokenizerFiles(source: CheckpointSource): Promise<TokenizerFiles> {
  const problems: string[] = [];
  const read = (file: string) =>
    readJson(source, file, (problem: InputError) => {
      problems.push(problem.message);
    });
  const vocabulary = await read('vocab.json');
  if (vocabulary === undefined && problems.length === 0) return {};
  const files = {
    vocabulary,
    settings: await read('tokenizer_config.json'),
    added: await read('added_tokens.json'),
    special: await read('special_tokens_map.json'),
  };
  return problems.length === 0 ? files : { ...files, problem: problems[0]! };
}
