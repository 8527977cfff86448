// The same neuron by the article's own means: a spectrum of 1/f, a shift and noise at every step.
import { objectives, param, render, transforms } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

const objective = objectives.neuron('encoder.2', 17, { neighbors: 0.1 });
export const result = await render(await tiny(), objective, {
  param: param.spectrum({ prior: 'pink' }),
  transforms: transforms.compose(transforms.shift({ ms: 50 }), transforms.noise({ snrDb: 20 })),
  steps: 64,
  seed: 1,
});
