// One neuron, three sounds that differ as much as they can: what they share is what it listens for.
import { objectives, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const { neuron, diversity, sum } = objectives;
const objective = sum(neuron('encoder.2', 5), diversity('conv.6'));
export const result = await render(await tiny(), objective, { batch: 3, steps: 64, seed: 1 });
