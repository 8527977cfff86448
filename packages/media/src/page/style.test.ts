import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { STYLE, STYLE_HASH } from './style.js';

test("the policy's hash is that of the style sheet", () => {
  expect(STYLE_HASH).toBe(`sha256-${createHash('sha256').update(STYLE).digest('base64')}`);
});

test('the style sheet asks for nothing from elsewhere and cannot end its element', () => {
  expect(STYLE).not.toMatch(/url\(|@import|<|\r/);
});
