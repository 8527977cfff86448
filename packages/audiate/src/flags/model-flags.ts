import type { Command } from 'commander';
import { positive } from './numbers.js';

/** What names a model on a command line. */
export const MODEL_NAMES = 'tiny, a folder, an ONNX file, an id of the Hugging Face Hub, or an address';

/** The flags that say what a model is beyond its name. */
export interface ModelFlags {
  readonly sampleRate?: number;
}

/** Adds the flags of a model to a command. */
export function addModelFlags(command: Command): Command {
  return command.option(
    '--sample-rate <hz>',
    'what an ONNX file hears, as it does not say it; 16000 unless given',
    positive,
  );
}
