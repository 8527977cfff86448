import type { Kind, Transform } from '@audiate/protocol';
import { composeKind } from './compose.js';
import { cropKind } from './crop.js';
import { equalizeKind } from './equalize.js';
import { gainKind } from './gain.js';
import { lowpassKind } from './lowpass.js';
import { noiseKind } from './noise.js';
import { noneKind } from './none.js';
import { normalizeGradientKind } from './normalize-gradient.js';
import { padKind } from './pad.js';
import { quantizeKind } from './quantize.js';
import { rampKind } from './ramp.js';
import { regularizeKind } from './regularize.js';
import { resampleKind } from './resample.js';
import { reverbKind } from './reverb.js';
import { shiftKind } from './shift.js';
import { tiltKind } from './tilt.js';

export { compose } from './compose.js';
export { crop } from './crop.js';
export { type CustomChange, type CustomContext, type CustomSteps, custom } from './custom.js';
export type { Duration } from './duration.js';
export { type EqualizeOptions, equalize } from './equalize.js';
export { gain } from './gain.js';
export { heardSamples } from './heard-samples.js';
export { lowpass } from './lowpass.js';
export { noise } from './noise.js';
export { none } from './none.js';
export { normalizeGradient } from './normalize-gradient.js';
export { pad } from './pad.js';
export { quantize } from './quantize.js';
export { ramp } from './ramp.js';
export type { Range } from './range.js';
export { type RegularizeOptions, regularize } from './regularize.js';
export { type ResampleOptions, resample } from './resample.js';
export { type ReverbOptions, reverb } from './reverb.js';
export { shift } from './shift.js';
export { standard } from './standard.js';
export { type TiltOptions, tilt } from './tilt.js';

/** Every kind of transform but `custom`, which a recipe names and `replay` is given: recipes are read by this list. */
export const kinds: readonly Kind<Transform>[] = [
  composeKind,
  cropKind,
  equalizeKind,
  gainKind,
  lowpassKind,
  noiseKind,
  noneKind,
  normalizeGradientKind,
  padKind,
  quantizeKind,
  rampKind,
  regularizeKind,
  resampleKind,
  reverbKind,
  shiftKind,
  tiltKind,
];
