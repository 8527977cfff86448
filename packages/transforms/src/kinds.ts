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
import { resampleKind } from './resample.js';
import { reverbKind } from './reverb.js';
import { shiftKind } from './shift.js';
import { tiltKind } from './tilt.js';

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
  resampleKind,
  reverbKind,
  shiftKind,
  tiltKind,
];
