// One recording turns into the other's texture: begun from "ten of clubs", it ends with the hiss and ring of "five five"
// in no order.
import { activations, objectives, param, render, transforms } from '@audiate/core';
import { correlation } from './correlation.ts';
import { gramDistance } from './gram.ts';
import type { Recipe } from './recipe.ts';

const LAYER = 'conv.6';

export const styleTransfer: Recipe = {
  title: 'Style transfer',
  hear: 'The clip ("ten of clubs") takes on the texture of another ("five five") in conv.6.',
  async make({ model, engine, clip, other }) {
    const hear = async (sound: Float32Array) => (await activations(model, sound, [LAYER], { engine }))[LAYER];
    const target = await hear(other);
    const { audio } = await render(model, objectives.style(LAYER, target), {
      samples: clip.length,
      steps: 48,
      seed: 1,
      engine,
      param: param.rms(param.spectrum({ from: clip })),
      transforms: transforms.none(),
    });
    const [sound] = audio as [Float32Array];
    const share = gramDistance(await hear(sound), target) / gramDistance(await hear(clip), target);
    return {
      sounds: [
        { name: 'other-clip', audio: other },
        { name: 'style-transfer', audio: sound },
      ],
      figures: [
        { what: 'Gram distance to the other clip ÷ that of the start', value: share, target: { is: '<', value: 0.1 } },
        { what: 'correlation of waveforms with the start', value: correlation(sound, clip) },
      ],
    };
  },
};
