import { fold, key, layerNames, type ModelAdapter, type Objective, objectives, uniform } from '@audiate/core';

/** What a target is: how it is climbed, and what it is judged by. */
export type Target = Readonly<{ name: string }> &
  (
    | { readonly kind: 'unit'; readonly layer: string; readonly channel: number }
    | { readonly kind: 'channel'; readonly layer: string; readonly channel: number }
    | { readonly kind: 'phone'; readonly token: string }
    | { readonly kind: 'word'; readonly text: string }
  );

/** Ten words in ARPAbet, of one to three syllables. */
const WORDS = [
  'HH AH L OW',
  'Y EH S',
  'S T AA P',
  'M AH N IY',
  'W AO T ER',
  'F AY V',
  'Z IY R OW',
  'AE P AH L',
  'G R IY N',
  'T AH M AA R OW',
];

/** A neuron of every layer, a channel of every second one, every phone and ten words. */
export function targetsOf(model: ModelAdapter): Target[] {
  const layers = layerNames(model).filter((name) => !name.endsWith('.pre') && name !== 'logits');
  const drawn = (layer: string, stream: number) =>
    Math.floor(uniform(fold(key(stream), layers.indexOf(layer)), 1)[0]! * model.layers[layer]!.channels);
  const neuron = (layer: string): Target => {
    const channel = drawn(layer, 41);
    return { kind: 'unit', layer, channel, name: `${layer}:${channel}` };
  };
  const overTime = (layer: string): Target => {
    const channel = drawn(layer, 43);
    return { kind: 'channel', layer, channel, name: `channel ${layer}:${channel}` };
  };
  const phones = model.vocabulary!.filter((token) => /^[A-Z]{1,2}$/.test(token));
  return [
    ...layers.map(neuron),
    ...layers.filter((_, i) => i % 2 === 0).map(overTime),
    ...phones.map((token): Target => ({ kind: 'phone', token, name: token })),
    ...WORDS.map((text): Target => ({ kind: 'word', text, name: text })),
  ];
}

/** The objective of a target, of one model. */
export function objectiveOf(target: Target): Objective {
  switch (target.kind) {
    case 'unit':
      return objectives.neuron(target.layer, target.channel);
    case 'channel':
      return objectives.channel(target.layer, target.channel);
    case 'phone':
      return objectives.logit(target.token, { at: 'center' });
    case 'word':
      return objectives.ctc(target.text);
  }
}

/** The objective on several models at once: units have no counterpart in another model, phones and words have. */
export function ensembleObjective(target: Target, [first, ...others]: readonly string[]): Objective {
  const own = objectiveOf(target);
  const shared = target.kind === 'phone' || target.kind === 'word' ? others : [];
  return objectives.sum(...[first!, ...shared].map((part) => objectives.within(part, own)));
}
