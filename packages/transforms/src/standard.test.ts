import { expect, test } from 'vitest';
import { standard } from './standard.js';

test('is the stack that won the search, in units that hold at any sample rate', () => {
  expect(standard().spec).toEqual({
    kind: 'ramp',
    steps: 8,
    transform: {
      kind: 'compose',
      transforms: [
        { kind: 'resample', percent: 6 },
        { kind: 'shift', ms: 13.75 },
        { kind: 'noise', snrDb: [10, 20] },
        { kind: 'tilt', dbPerOctave: 3, referenceHz: 1000, floorHz: 60 },
      ],
    },
  });
});
