import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { codeOf, reasonOf } from './disk-errors.js';

test('known codes are told in words, others as the system does', async () => {
  const missing = await stat('no such file').catch((error: unknown) => error);
  expect(codeOf(missing)).toBe('ENOENT');
  expect(reasonOf(missing)).toContain('no such file');
  expect(reasonOf(Object.assign(new Error('x'), { code: 'EROFS' }))).toBe('the disk is read-only');
  expect(reasonOf('odd')).toBe('odd');
  expect(codeOf(undefined)).toBeUndefined();
});
