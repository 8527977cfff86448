import { InputError, layerNames, type ModelInfo } from '@audiate/protocol';
import type { ClassifierKind } from '../config/classifier-shape.js';
import { parseConfig, type Wav2Vec2Config } from '../config/config.js';
import type { Weights } from '../weights/weights.js';

/** The settings of a checkpoint with the head that config.json names, or of one that names none the head in its weights. */
export function configWithHead(json: unknown, weights: Pick<Weights, 'has'>): Wav2Vec2Config {
  const config = parseConfig(json);
  if (config.hasHead || config.classifier || weights.has('lm_head.weight')) return config;
  const found = classifierIn(weights);
  return found ? parseConfig(json, found) : config;
}

/** The kind of a head that config.json does not name, by its weights. */
function classifierIn({ has }: Pick<Weights, 'has'>): ClassifierKind | undefined {
  if (!has('classifier.weight')) return undefined;
  if (has('tdnn.0.kernel.weight')) return 'xvector';
  return has('projector.weight') ? 'sequence' : 'frame';
}

/** Weights that only training needs: masks, quantizers, what pretraining and losses learn, counts of batches. */
const OF_TRAINING =
  /^masked_spec_embed$|num_batches_tracked$|^(quantizer|project_(q|hid)|objective|ctc_proj|speaker_proj|final_proj|label_embeddings_concat|layer_norm_for_extract|dropout)\b/;

/**
 * What a checkpoint has and the model leaves out, in a sentence: a head of a class that is not transformers', an adapter
 * that config.json does not tell of. Undefined where nothing is left out but what only training needs.
 */
export function leftOut(
  weights: Pick<Weights, 'unread'>,
  {
    prefix,
    architectures,
    info,
  }: { readonly prefix: string; readonly architectures: unknown; readonly info: ModelInfo },
): string | undefined {
  const bare = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const names = weights.unread().filter((name) => !OF_TRAINING.test(bare(name)));
  if (names.length === 0) return undefined;
  const shown = names.slice(0, 4).join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : '');
  const named = Array.isArray(architectures) ? ` (${architectures.join(', ')})` : '';
  return (
    `${info.name} leaves out weights that its config.json${named} does not explain: ${shown}; ` +
    `its layers end with ${layerNames(info).at(-1)}`
  );
}

/** A head's fault, with the way around it. */
export function withoutHead(error: unknown, last: string): unknown {
  if (!(error instanceof InputError)) return error;
  return new InputError(`${error.message}; { upTo: "${last}" } loads the model without its head`);
}
