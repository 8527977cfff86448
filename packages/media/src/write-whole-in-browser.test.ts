import { InputError } from '@audiate/protocol';
import { expect, test, vi } from 'vitest';
import { writeWhole } from './write-whole.js';

/** As Vite replaces it in a bundle for the browser. */
vi.mock('node:fs/promises', () => ({ rename: undefined }));

test('says that there is no file system', async () => {
  const error = await writeWhole('out', new Map([['a.wav', 'x']])).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  expect(String(error)).toContain(`can't write to the folder "out": there is no file system here, only in Node`);
});
