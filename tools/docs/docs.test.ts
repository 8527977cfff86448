import { readFileSync } from 'node:fs';
import { kernels } from '@audiate/compile/internal/kernels/kernels';
import { expect, test } from 'vitest';
import { withBlock } from './block.ts';
import { documented, opTable } from './op-table.ts';

const page = readFileSync(new URL('../../docs/compiler.md', import.meta.url), 'utf8');

test('docs/compiler.md lists every kernel that can be compiled (npm run docs:ops)', () => {
  expect([...documented].sort()).toEqual(Object.keys(kernels).sort());
  expect(withBlock(page, 'kernels', opTable())).toBe(page);
});

test('a block is replaced and the rest kept', () => {
  expect(withBlock('a\n<!-- x -->\nold\n<!-- /x -->\nb', 'x', 'new')).toBe('a\n<!-- x -->\nnew\n<!-- /x -->\nb');
});

test.each(['no marks', '<!-- /x --> <!-- x -->', '<!-- x -->'])('no block in "%s"', (text) => {
  expect(() => withBlock(text, 'x', 'new')).toThrow('has no "<!-- x -->"');
});
