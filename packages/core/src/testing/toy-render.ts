import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import { toyModel } from '@audiate/protocol/testing';
import * as transforms from '@audiate/transforms';
import type { RenderOptions } from '../render/options.js';

/** A model, an objective and options for renders of a few milliseconds. */
export const toy = {
  model: toyModel(),
  objective: objectives.neuron('filters', 3, { at: 2 }),
  options: {
    samples: 64 * 6,
    steps: 12,
    seed: 5,
    every: 4,
    engine: 'cpu',
    param: param.rms(param.spectrum({ prior: 'flat', floorHz: 20 })),
    transforms: transforms.compose(transforms.shift({ samples: 3 }), transforms.noise({ snrDb: 20 })),
  } satisfies RenderOptions,
};
