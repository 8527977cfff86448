import { layerNames, type ModelInfo } from '@audiate/protocol';
import type { Weights } from '../weights/weights.js';

/** What {@link leftOut} goes by. */
export interface LeftOutFacts {
  /** What models with a head put before a weight's name. */
  readonly prefix: string;
  /** `architectures` of config.json. */
  readonly architectures: unknown;
  readonly info: ModelInfo;
  /** Weights, by their names without the prefix, that the model does without for good reason, as those of training. */
  readonly spare: RegExp;
}

/**
 * What a checkpoint has and the model leaves out, in a sentence: a head of a class that is not transformers', an adapter
 * that config.json does not tell of. Undefined where nothing is left out but what it can spare.
 */
export function leftOut(
  weights: Pick<Weights, 'unread'>,
  { prefix, architectures, info, spare }: LeftOutFacts,
): string | undefined {
  const bare = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const names = weights.unread().filter((name) => !spare.test(bare(name)));
  if (names.length === 0) return undefined;
  const shown = names.slice(0, 4).join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : '');
  const named = Array.isArray(architectures) ? ` (${architectures.join(', ')})` : '';
  return (
    `${info.name} leaves out weights that its config.json${named} does not explain: ${shown}; ` +
    `its layers end with ${layerNames(info).at(-1)}`
  );
}
