import type { Transform } from '@audiate/protocol';
import { compose } from './compose.js';
import { noise } from './noise.js';
import { ramp } from './ramp.js';
import { resample } from './resample.js';
import { shift } from './shift.js';
import { tilt } from './tilt.js';

/**
 * The default stack: speed ±6 %, shift ±13.75 ms (220 samples at 16 kHz), white noise at 10 to 20 dB signal-to-noise ratio,
 * spectral tilt ±3 dB an octave, all ramped up over 8 steps (Lucid: `standard_transforms`). Of some stacks it leaves the most
 * of a sound's score under transforms that were not used: `npm run robustness`, with its table in `docs/transforms.md`.
 */
export function standard(): Transform {
  return ramp(
    compose(resample({ percent: 6 }), shift({ ms: 13.75 }), noise({ snrDb: [10, 20] }), tilt({ dbPerOctave: 3 })),
    {
      steps: 8,
    },
  );
}
