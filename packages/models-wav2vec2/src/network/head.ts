import type { Weights } from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';
import type { ClassifierKind } from '../config/classifier-shape.js';
import { parseConfig, type Wav2Vec2Config } from '../config/config.js';

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
export const OF_TRAINING =
  /^masked_spec_embed$|num_batches_tracked$|^(quantizer|project_(q|hid)|objective|ctc_proj|speaker_proj|final_proj|label_embeddings_concat|layer_norm_for_extract|dropout)\b/;

/** A head's fault, with the way around it. */
export function withoutHead(error: unknown, last: string): unknown {
  if (!(error instanceof InputError)) return error;
  return new InputError(`${error.message}; { upTo: "${last}" } loads the model without its head`);
}
