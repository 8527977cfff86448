import { describe, test } from 'vitest';
import { expectDigits, HEARERS } from './testing/long-clip.js';

describe.each(HEARERS)('a clip of five minutes on %s', (name, tolerance) => {
  test(
    'is heard as in float64, up to conv.3',
    () => expectDigits(name, tolerance, { seconds: 300, layer: 3 }),
    600_000,
  );
});
