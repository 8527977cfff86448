import { InputError } from '@audiate/protocol';
import { expect, test, vi } from 'vitest';
import { clearUnfinished } from './clear-unfinished.js';
import { writeWhole } from './write-whole.js';

/** A page has none of Node's modules. */
vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);

test.each([
  ['writing', () => writeWhole('out', new Map([['a.wav', 'x']]))],
  ['clearing', () => clearUnfinished('out')],
])('%s says that there is no file system', async (_, attempt) => {
  const error = await attempt().catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  expect(String(error)).toMatch(/^InputError: can't .* folder "out": there is no file system here, only in Node$/);
});
