import type { Reader } from '@audiate/checkpoints';
import type { Architecture } from '../architecture.js';
import type { Treatment } from '../settings.js';

/** Settings of families whose networks in transformers have no adapter after the encoder. */
export const noConvAdapter: Readonly<Record<string, Treatment>> = {
  add_adapter: {
    is: 'fixed',
    values: [false, null],
    otherwise: "transformers' model of this family has no such adapter",
  },
  output_hidden_size: { is: 'unread', of: 'add_adapter' },
};

/** Settings of families whose blocks have no adapters in transformers. */
export const noAttentionAdapter: Readonly<Record<string, Treatment>> = {
  adapter_attn_dim: { is: 'unread', of: 'other families: their blocks have adapters' },
};

/** What a model family has of its own; the rest of the package is what they share. */
export interface Family {
  /** `model_type` of config.json. */
  readonly type: string;
  /** What transformers puts before the names of the weights in models with a head. */
  readonly prefix: string;
  /** What the names of transformers' classes begin with, as `architectures` of config.json has them. */
  readonly className: string;
  /** Keys of config.json that are treated otherwise than the shared table says. */
  readonly settings: Readonly<Record<string, Treatment>>;
  /** The architecture, read from config.json with the defaults of the family's own configuration class. */
  configure(read: Reader): Architecture;
}
