// A neuron of the fifth convolution: a click in the middle of the second, and nothing else.
import { objectives, render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const objective = objectives.neuron('conv.4', 7, { neighbors: 0.1 });
export const result = await render(await tiny(), objective, { steps: 64, seed: 1 });
