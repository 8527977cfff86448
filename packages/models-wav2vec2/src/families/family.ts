import type { Architecture } from '../architecture.js';
import type { Treatment } from '../settings.js';
import type { Reader } from '../settings-reader.js';

/** What a model family has of its own; the rest of the package is what they share. */
export interface Family {
  /** `model_type` of config.json. */
  readonly type: string;
  /** What transformers puts before the names of the weights in models with a head. */
  readonly prefix: string;
  /** transformers' class with a CTC head, as `architectures` of config.json has it. */
  readonly ctc: string;
  /** Keys of config.json that are treated otherwise than the shared table says. */
  readonly settings: Readonly<Record<string, Treatment>>;
  /** The architecture, read from config.json with the defaults of the family's own configuration class. */
  configure(read: Reader): Architecture;
}
