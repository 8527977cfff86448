import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { ISOLATED_TESTS } from './isolated-tests.js';
import { sources } from './sources.js';

test('a file that puts another module in the place of one has a process of its own', () => {
  const isolated = picomatch([...ISOLATED_TESTS]);
  const mocking = sources.filter(({ text }) => /\bvi\.(do)?[mM]ock\(/.test(text));
  expect(mocking.length).toBeGreaterThan(0);
  const shared = mocking.map(({ package: name, path }) => `packages/${name}/${path}`).filter((file) => !isolated(file));
  expect(shared).toEqual([]);
});
