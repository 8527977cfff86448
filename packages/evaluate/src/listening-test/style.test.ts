import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { SCRIPT, SCRIPT_HASH } from './script-data.js';
import { STYLE, STYLE_HASH } from './style.js';

test.each([
  ['style sheet', STYLE, STYLE_HASH],
  ['program', SCRIPT, SCRIPT_HASH],
])(
  "the policy's hash is that of the %s, which asks for nothing from elsewhere and can't end its element",
  (_, text, hash) => {
    expect(hash).toBe(`sha256-${createHash('sha256').update(text).digest('base64')}`);
    expect(text).not.toMatch(/url\(|@import|<\/|<!--|\r|fetch\(|XMLHttpRequest|innerHTML|eval\(/);
  },
);
