// A direction that no single neuron is: "higher". A probe learns it from buzzes of known pitch, and is climbed like a unit.
import { objectives, render } from '@audiate/core';
import { probe } from '@audiate/dataset';
import { tiny } from '@audiate/wav2vec2-tiny';

const model = await tiny();
const buzz = (hertz: number, partials: number) =>
  Float32Array.from({ length: 8_000 }, (_, i) => {
    let sum = 0;
    for (let k = 1; k <= partials; k++) sum += Math.sin((2 * Math.PI * k * hertz * i) / model.sampleRate) / k;
    return 0.1 * sum;
  });
const clips = [4, 6, 8, 10, 12].flatMap((partials) =>
  [80, 110, 150, 200, 270].map((label) => ({ clip: buzz(label, partials), label, group: `${partials} partials` })),
);
export const high = await probe(model, clips, { layer: 'encoder.input', permutations: 10 });
const objective = objectives.direction(high.layer, high.direction);
export const result = await render(model, objective, { steps: 64, seed: 1 });
