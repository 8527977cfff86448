import { GELU_TURN } from '@audiate/ops';
import type { LayerInfo } from '@audiate/protocol';
import type { Architecture, ConvShape } from '../config/architecture.js';
import { type ClassifierShape, tdnnReach } from '../config/classifier-shape.js';
import type { Wav2Vec2Config } from '../config/config.js';
import type { Preprocessor } from '../config/preprocessor.js';
import { ADAPTER_PADDING } from './conv-adapter.js';
import { positionalPadding } from './positional.js';

/**
 * The layers of a Wav2Vec2 model and its kin, as they are computed:
 *
 * - `conv.0` …: each convolution after its norm and GELU, `.pre` before the GELU;
 * - `projection`: norm and linear map to the encoder's width;
 * - `encoder.input`: what the first block is given (transformers' `hidden_states[0]`);
 * - `encoder.0` …: the raw output of each block (`hidden_states[i + 1]`), within it `.attention` after the output map,
 *   before the residual (in WavLM with its bias by distance), and `.ffn` after the activation, `.ffn.pre` before it;
 * - `encoder.norm`: the norm after the last block, in models that normalise first (large, XLS-R);
 * - `adapter.0` …: each convolution after the encoder behind its gate, where there are some (`add_adapter`);
 * - `logits`: the CTC head, where the checkpoint has one;
 * - `embedding`: the x-vector (transformers' `embeddings`), one frame for the clip;
 * - `classifier`: a classification head's answer (transformers' `logits`), one frame for the clip, or frames where each
 *   frame is classified. Its channels' labels are the layer's `vocabulary`.
 */
export type Wav2Vec2Layer =
  | `conv.${number}`
  | `conv.${number}.pre`
  | 'projection'
  | 'encoder.input'
  | `encoder.${number}`
  | `encoder.${number}.attention`
  | `encoder.${number}.ffn`
  | `encoder.${number}.ffn.pre`
  | 'encoder.norm'
  | `adapter.${number}`
  | 'logits'
  | 'embedding'
  | 'classifier';

type Facts = Omit<LayerInfo, 'depth' | 'channels'>;

/** Where the frames of a convolutional stack lie on the audio, in samples. */
interface Grid {
  readonly hop: number;
  readonly reach: number;
}

/** The facts of every layer that the model has, in order of computation. */
export function describeLayers(
  config: Architecture & Pick<Wav2Vec2Config, 'classifier'>,
  { normalize }: Preprocessor,
  hasHead: boolean,
): Readonly<Record<Wav2Vec2Layer, LayerInfo>> {
  const layers: [Wav2Vec2Layer, LayerInfo][] = [];
  const statistics = normalize || config.convNorm === 'group';
  const add = (name: Wav2Vec2Layer, channels: number, facts: Facts) =>
    layers.push([name, { depth: layers.length, channels, ...facts }]);
  const addActivated = (name: `conv.${number}` | `encoder.${number}.ffn`, channels: number, facts: Facts) => {
    add(`${name}.pre`, channels, facts);
    add(name, channels, { ...facts, rectified: true, preactivation: { layer: `${name}.pre`, turn: GELU_TURN } });
  };
  const grids = convGrids(config.convs);
  const local = ({ hop, reach }: Grid) => ({
    hop,
    offset: 0,
    receptiveField: reach,
    minSamples: reach,
    global: statistics,
  });
  config.convs.forEach(({ channels }, i) => {
    addActivated(`conv.${i}`, channels, local(grids[i]!));
  });
  const last = grids.at(-1)!;
  add('projection', config.hidden, local(last));
  const [left, right] = positionalPadding(config.positional).map((frames) => frames * config.positional.layers) as [
    number,
    number,
  ];
  const placed = {
    ...local(last),
    offset: -left * last.hop,
    receptiveField: last.reach + (left + right) * last.hop,
  };
  add('encoder.input', config.hidden, placed);
  const mixed = { ...placed, global: true };
  for (let i = 0; i < config.blocks; i++) {
    add(`encoder.${i}.attention`, config.hidden, mixed);
    addActivated(`encoder.${i}.ffn`, config.ffn, mixed);
    add(`encoder.${i}`, config.hidden, mixed);
  }
  if (config.preNorm) add('encoder.norm', config.hidden, mixed);
  const adapted = adapterGrids(config, mixed);
  for (const [i, facts] of adapted.entries()) add(`adapter.${i}`, config.adapter!.channels, facts);
  const deepest = adapted.at(-1) ?? mixed;
  if (hasHead) add('logits', config.tokens, deepest);
  if (config.classifier) addClassifier(config.classifier, config.classifier.weighted ? mixed : deepest, add);
  return Object.fromEntries(layers) as Record<Wav2Vec2Layer, LayerInfo>;
}

/** Where the frames of the adapter's convolutions lie, whose input is padded alike at both ends. */
function adapterGrids({ adapter }: Architecture, encoded: Facts): Facts[] {
  const grids: Facts[] = [];
  let grid = encoded;
  for (let i = 0; adapter && i < adapter.layers; i++) {
    grid = {
      ...grid,
      hop: grid.hop * adapter.stride,
      offset: grid.offset - ADAPTER_PADDING * grid.hop,
      receptiveField: grid.receptiveField + (adapter.taps - 1) * grid.hop,
      minSamples: grid.minSamples + (adapter.taps - 1 - 2 * ADAPTER_PADDING) * grid.hop,
    };
    grids.push(grid);
  }
  return grids;
}

function addClassifier(
  { kind, labels, tdnn, embedding, withoutClassifier }: ClassifierShape,
  heard: Facts,
  add: (name: Wav2Vec2Layer, channels: number, facts: Facts) => void,
): void {
  const clip = { ...heard, hop: Number.POSITIVE_INFINITY, receptiveField: Number.POSITIVE_INFINITY };
  // a deviation takes two frames
  const minSamples = heard.minSamples + (tdnnReach(tdnn) + 1) * heard.hop;
  if (kind === 'xvector') add('embedding', embedding, { ...clip, minSamples });
  if (withoutClassifier) return;
  const facts = { sequence: clip, frame: heard, xvector: { ...clip, minSamples } }[kind];
  add('classifier', labels?.length ?? embedding, { ...facts, ...(labels && { vocabulary: labels }) });
}

/** A convolution of k taps over frames that reach r samples, h apart, reaches r + (k − 1) h. */
function convGrids(convs: readonly ConvShape[]): Grid[] {
  const grids: Grid[] = [];
  let grid: Grid = { hop: 1, reach: 1 };
  for (const { taps, stride } of convs) {
    grid = { hop: grid.hop * stride, reach: grid.reach + (taps - 1) * grid.hop };
    grids.push(grid);
  }
  return grids;
}

/** The deepest layer below the heads. */
export function lastOfBody({ blocks, preNorm, adapter }: Architecture): Wav2Vec2Layer {
  if (adapter) return `adapter.${adapter.layers - 1}`;
  return preNorm ? 'encoder.norm' : `encoder.${blocks - 1}`;
}
