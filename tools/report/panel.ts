import { fold, key, type ModelAdapter, type Objective, objectives, uniform } from '@audiate/core';

/** What a target is: a unit at one moment, a unit over time, a phone at one moment, or a text. */
export type TargetKind = 'neuron' | 'channel' | 'phone' | 'word';

/** One line of the report. */
export interface Target {
  /** Unique in the panel. */
  readonly name: string;
  readonly kind: TargetKind;
  readonly objective: Objective;
}

/** One layer of each kind that `tiny` has. */
const NEURONS = [
  'conv.2',
  'conv.5',
  'projection',
  'encoder.input',
  'encoder.2',
  'encoder.1.attention',
  'encoder.0.ffn',
];
const CHANNELS = ['conv.3', 'encoder.1', 'encoder.3'];
/** Vowels, a rhotic, fricatives, a nasal, a lateral and a stop. */
const PHONES = ['IY', 'AE', 'AA', 'UW', 'ER', 'S', 'SH', 'M', 'L', 'T'];
/** Hello, yes, water, zero, in ARPAbet. */
const WORDS = ['HH AH L OW', 'Y EH S', 'W AO T ER', 'Z IY R OW'];

/** The 24 targets of the report. Which unit of a layer it is was drawn once, by a fixed seed: none was taken for its sound. */
export function panelOf(model: ModelAdapter): Target[] {
  const drawn = (layer: string, i: number): number =>
    Math.floor(uniform(fold(key(61), i), 1)[0]! * model.layers[layer]!.channels);
  return [
    ...NEURONS.map((layer, i): Target => {
      const unit = drawn(layer, i);
      return { name: `${layer}:${unit}`, kind: 'neuron', objective: objectives.neuron(layer, unit) };
    }),
    ...CHANNELS.map((layer, i): Target => {
      const unit = drawn(layer, NEURONS.length + i);
      return { name: `channel ${layer}:${unit}`, kind: 'channel', objective: objectives.channel(layer, unit) };
    }),
    ...PHONES.map((token): Target => {
      return { name: token, kind: 'phone', objective: objectives.logit(token, { at: 'center' }) };
    }),
    ...WORDS.map((text): Target => ({ name: text, kind: 'word', objective: objectives.ctc(text) })),
  ];
}

/** `count` targets spread evenly over a panel, so that a small one has every kind, too. */
export function spreadOver(panel: readonly Target[], count: number): Target[] {
  return Array.from({ length: count }, (_, i) => panel[Math.floor(((i + 0.5) * panel.length) / count)]!);
}
