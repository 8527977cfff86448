import { toyModel } from '@audiate/protocol/testing';
import { toyCorpus } from './toy-corpus.js';

/** Several groups of clips, one of which can't be heard. */
export function killedCorpus() {
  const clips = toyCorpus(270);
  return [...clips.slice(0, 100), { file: 'bad', sound: async () => new Float32Array(3) }, ...clips.slice(100)];
}

export const killedModel = () => toyModel();

export const killedOptions = {
  layers: ['filters', 'energies'],
  engine: 'cpu',
  topK: 4,
  sampled: 8,
  window: 0.25,
  saveEverySeconds: 0,
} as const;
