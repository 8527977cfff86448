import type { Kind, Param } from '@audiate/protocol';
import { boundedKind } from './params/bounded.js';
import { cppnKind } from './params/cppn.js';
import { maskKind } from './params/mask.js';
import { phaseKind } from './params/phase.js';
import { pyramidKind } from './params/pyramid.js';
import { rmsKind } from './params/rms.js';
import { sharedKind } from './params/shared.js';
import { spectrumKind } from './params/spectrum.js';
import { stftKind } from './params/stft.js';
import { waveformKind } from './params/waveform.js';

/** Every kind of param but `custom`, which a recipe names and `replay` is given: recipes are read by this list. */
export const kinds: readonly Kind<Param>[] = [
  boundedKind,
  cppnKind,
  maskKind,
  phaseKind,
  pyramidKind,
  rmsKind,
  sharedKind,
  spectrumKind,
  stftKind,
  waveformKind,
];
