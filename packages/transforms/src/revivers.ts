import { optionsOf, type Revivers, type Spec, type Transform } from '@audiate/protocol';
import { compose } from './compose.js';
import { crop } from './crop.js';
import { equalize } from './equalize.js';
import { gain } from './gain.js';
import { lowpass } from './lowpass.js';
import { noise } from './noise.js';
import { none } from './none.js';
import { normalizeGradient } from './normalize-gradient.js';
import { pad } from './pad.js';
import { quantize } from './quantize.js';
import { ramp } from './ramp.js';
import { resample } from './resample.js';
import { reverb } from './reverb.js';
import { shift } from './shift.js';
import { tilt } from './tilt.js';

/** Rebuilds this package's transforms from their specs; custom ones are the caller's. */
export const revivers: Revivers<Transform> = {
  compose(spec, revive) {
    const { transforms } = optionsOf<{ readonly transforms: readonly Spec[] }>(spec);
    return compose(...transforms.map((member) => revive.part<Transform>(member)));
  },
  crop: (spec) => crop(optionsOf(spec)),
  equalize: (spec) => equalize(optionsOf(spec)),
  gain: (spec) => gain(optionsOf(spec)),
  lowpass: (spec) => lowpass(optionsOf(spec)),
  noise: (spec) => noise(optionsOf(spec)),
  none: () => none(),
  normalizeGradient: () => normalizeGradient(),
  pad: (spec) => pad(optionsOf(spec)),
  quantize: () => quantize(),
  ramp(spec, revive) {
    const { transform, steps } = optionsOf<{ readonly transform: Spec; readonly steps: number }>(spec);
    return ramp(revive.part<Transform>(transform), { steps });
  },
  resample: (spec) => resample(optionsOf(spec)),
  reverb: (spec) => reverb(optionsOf(spec)),
  shift: (spec) => shift(optionsOf(spec)),
  tilt: (spec) => tilt(optionsOf(spec)),
};
