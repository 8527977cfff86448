// A neuron of the third transformer block: a syllable, or what is left of one.
import { objectives, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const objective = objectives.neuron('encoder.2', 17, { neighbors: 0.1 });
export const result = await render(await tiny(), objective, { steps: 64, seed: 1 });
