import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withBlock } from './block.ts';
import { quoted, SCRIPTS } from './your-model.ts';

const page = readFileSync(new URL('../../docs/your-model.md', import.meta.url), 'utf8');

test.each(SCRIPTS)('docs/your-model.md quotes examples/%s.ts (npm run docs:ops)', (name) => {
  expect(withBlock(page, name, quoted(name))).toBe(page);
});
