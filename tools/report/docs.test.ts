import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withBlock } from '../docs/block.ts';

const page = readFileSync(new URL('../../docs/quality.md', import.meta.url), 'utf8');

test.each(['report', 'defaults'])('docs/quality.md has a place for the table of %s', (name) => {
  expect(withBlock(page, name, 'the table')).toContain(`<!-- ${name} -->\nthe table\n<!-- /${name} -->`);
});
