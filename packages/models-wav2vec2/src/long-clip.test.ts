import { describe, test } from 'vitest';
import { expectDigits, HEARERS } from './testing/long-clip.js';

describe.each(HEARERS)('a clip of 45 s, 143,999 frames, on %s', (name, tolerance) => {
  test('is heard as in float64', () => expectDigits(name, tolerance, { seconds: 45, layer: 0 }), 120_000);
});
