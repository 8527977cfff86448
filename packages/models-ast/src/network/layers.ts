import { GELU_TURN } from '@audiate/ops';
import type { LayerInfo } from '@audiate/protocol';
import { type AstConfig, patchRows } from '../config/config.js';
import { FRAME, HOP } from '../config/preprocessor.js';
import { samplesFor } from '../config/window.js';

/**
 * The layers of an Audio Spectrogram Transformer, as they are computed:
 *
 * - `mel`: the log-mel spectrogram, its channels the bands;
 * - `patches`: what the convolution makes of each square of the spectrogram;
 * - `encoder.input`: what the first block is given: `patches` plus the embeddings of positions;
 * - `encoder.0` …: the raw output of each block, within it `.attention` after the output map, before the residual, and
 *   `.ffn` after the activation, `.ffn.pre` before it; `.tokens` what the block answers for the class token and the
 *   distillation token, one frame, the channels of the first before those of the second;
 * - `encoder.norm`: the norm after the last block;
 * - `pooled`: the mean of both tokens after that norm, one frame;
 * - `logits`: the classes, one frame; only where the model has a head. The layer's `vocabulary` names them.
 *
 * From `patches` to `encoder.norm` a frame holds the patches over all bands: channel `row · width + c` is channel `c` of the patch
 * that begins at band `row · frequency_stride`.
 */
export type AstLayer =
  | 'mel'
  | 'patches'
  | 'encoder.input'
  | `encoder.${number}`
  | `encoder.${number}.attention`
  | `encoder.${number}.ffn`
  | `encoder.${number}.ffn.pre`
  | `encoder.${number}.tokens`
  | 'encoder.norm'
  | 'pooled'
  | 'logits';

/**
 * The facts of every layer, in order of computation; `logits` where the model has a head. A layer has the frames whose patches
 * the sound fills. `mel` and `patches` are local, all others global by attention.
 */
export function describeLayers(config: AstConfig, hasHead: boolean): Readonly<Record<AstLayer, LayerInfo>> {
  const { bins, hidden, blocks, ffn, patch, frameStride, labels } = config;
  const rows = patchRows(config);
  const layers: [AstLayer, LayerInfo][] = [];
  type Facts = Omit<LayerInfo, 'depth' | 'channels'>;
  const add = (name: AstLayer, channels: number, facts: Facts) =>
    layers.push([name, { depth: layers.length, channels, ...facts }]);
  const needed = samplesFor(patch);
  const patches: Facts = {
    hop: HOP * frameStride,
    offset: 0,
    receptiveField: needed,
    minSamples: needed,
    global: false,
  };
  const far: Facts = { ...patches, global: true };
  const clip: Facts = { ...far, hop: Number.POSITIVE_INFINITY, receptiveField: Number.POSITIVE_INFINITY };
  add('mel', bins, { hop: HOP, offset: 0, receptiveField: FRAME, minSamples: FRAME, global: false });
  add('patches', rows * hidden, patches);
  add('encoder.input', rows * hidden, patches);
  for (let i = 0; i < blocks; i++) {
    const name = `encoder.${i}` as const;
    add(`${name}.attention`, rows * hidden, far);
    add(`${name}.ffn.pre`, rows * ffn, far);
    const preactivation = { layer: `${name}.ffn.pre`, turn: GELU_TURN };
    add(`${name}.ffn`, rows * ffn, { ...far, rectified: true, preactivation });
    add(name, rows * hidden, far);
    add(`${name}.tokens`, TOKENS * hidden, clip);
  }
  add('encoder.norm', rows * hidden, far);
  add('pooled', hidden, clip);
  if (hasHead) add('logits', labels.length, { ...clip, vocabulary: labels });
  return Object.fromEntries(layers) as Record<AstLayer, LayerInfo>;
}

/** What stands before the patches: the class token and the distillation token. */
export const TOKENS = 2;
