import { InputError } from '@audiate/protocol';
import type { Command } from 'commander';
import { positive } from './numbers.js';

/** What names a model on a command line. */
export const MODEL_NAMES = 'tiny, a folder, an ONNX file, an id of the Hugging Face Hub, or an address';

/** The flags that say what a model is beyond its name. */
export interface ModelFlags {
  readonly sampleRate?: number;
  readonly dictionary?: string;
  readonly dictionaryLayer?: string;
}

/** Adds the flags of a model to a command. */
export function addModelFlags(command: Command): Command {
  return command
    .option(
      '--sample-rate <hz>',
      'what a model of ONNX or TensorFlow.js hears, as no file says it; 16000 unless given',
      positive,
    )
    .option('--dictionary <source>', "a sparse autoencoder, whose features are units; tiny's own unless given")
    .option('--dictionary-layer <layer>', 'the layer that it reads, where its files do not say');
}

/** @throws InputError for the layer of no dictionary. */
export function checkDictionaryFlags({ dictionary, dictionaryLayer }: ModelFlags): void {
  if (dictionaryLayer === undefined || dictionary !== undefined) return;
  throw new InputError('--dictionary-layer is the layer of a --dictionary; name that, too');
}
