// A channel of the sixth convolution, at every moment: a texture without beginning or end.
import { render } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';

export const result = await render(await tiny(), 'conv.5:3', { steps: 64, seed: 1 });
