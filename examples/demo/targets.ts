import { isLayer, layerNames, type ModelInfo, type Objective, objectives } from '@audiate/core';
import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';

interface DemoTarget {
  readonly name: string;
  readonly objective: Objective<Wav2Vec2Layer>;
  readonly batch: number;
}

/** What the demo renders: for any Wav2Vec2, at depths that are right for its size. */
export function demoTargets(model: ModelInfo<Wav2Vec2Layer>): DemoTarget[] {
  const blocks = layerNames(model).filter((name) => /^encoder\.\d+$/.test(name));
  const later = blocks[Math.floor(blocks.length / 2)]!;
  const { neuron, channel, diversity, logit, scale, sum } = objectives;
  const targets: DemoTarget[] = [
    { name: 'early-neuron', objective: neuron('conv.4', 7, { neighbors: 0.1 }), batch: 1 },
    { name: 'later-neuron', objective: neuron(later, 17, { neighbors: 0.1 }), batch: 1 },
    { name: 'channel-texture', objective: channel('conv.5', 3), batch: 1 },
    { name: 'diverse-samples', objective: sum(neuron(later, 5), scale(diversity('conv.6'), 1)), batch: 4 },
  ];
  const phone = ['IY', 'E', 'A'].find((token) => model.vocabulary?.includes(token));
  if (phone && isLayer(model, 'logits')) {
    targets.push({ name: `phone-${phone.toLowerCase()}`, objective: logit(phone, { at: 'center' }), batch: 1 });
  }
  return targets;
}
