import { expect, test } from 'vitest';
import { ran } from '../testing/ran.js';

test('beside the sources no studio is built, and that is said', async () => {
  const { code, err } = await ran('studio');
  expect(code).toBe(1);
  expect(err).toEqual([expect.stringContaining('the studio is not built here; npm run build makes it')]);
});
