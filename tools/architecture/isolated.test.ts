import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { ISOLATED_TESTS } from './isolated-tests.js';
import { sources } from './sources.js';

test('a file that loads modules again, or puts others in their place, has a process of its own', () => {
  const isolated = picomatch([...ISOLATED_TESTS]);
  const mocking = sources.filter(({ text }) => /\bvi\.((do)?[mM]ock|resetModules)\(/.test(text));
  expect(mocking.length).toBeGreaterThan(0);
  const shared = mocking.map(({ package: name, path }) => `packages/${name}/${path}`).filter((file) => !isolated(file));
  expect(shared).toEqual([]);
});
