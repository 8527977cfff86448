import { expect, test } from 'vitest';
import { hasPraat, praatPitch } from './praat.ts';

test.skipIf(!hasPraat())('the pitch of a tone, and none of silence', () => {
  const tone = Float32Array.from({ length: 16_000 }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 220 * i) / 16_000));
  const [hz, none] = praatPitch([tone, new Float32Array(16_000)], 16_000);
  expect(hz).toBeCloseTo(220, 0);
  expect(none).toBeNaN();
});
