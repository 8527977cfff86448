import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../build/pages.ts';
import { figures } from './figures.ts';

interface Token {
  readonly type: string;
  content: string;
  readonly children?: readonly Token[];
}

/** The blocks of HTML in a text, after the rule. */
function ruled(text: string, type = 'html_block'): string {
  let rule: (state: { tokens: Token[]; env: { path: string } }) => void = () => {};
  const push = (_: string, given: typeof rule) => {
    rule = given;
  };
  figures({ core: { ruler: { push } }, utils: { escapeHtml: (label: string) => label } } as never);
  // As markdown has it: such a block ends with an empty line.
  const blocks = text.split(/\n{2,}/).filter((block) => block.startsWith('<figure'));
  const tokens = blocks.map((content): Token => ({ type, content }));
  rule({ tokens, env: { path: join(root, 'apps/site/pages/article.md') } });
  return tokens.map(({ content }) => content).join('\n');
}

test.each(['article.md', 'index.md'])('every figure of %s becomes an element', (page) => {
  const text = readFileSync(join(root, 'apps/site/pages', page), 'utf8');
  const named = [...text.matchAll(/<figure name="([\w-]+)"/g)].map(([, name]) => name);
  const shown = [...ruled(text).matchAll(/<audiate-sound src="[^"]*\/([\w-]+)\.wav"/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(shown).toEqual(named);
});

test.each([
  ['<figure name="word">', 'html_block'],
  ['<figure name="word"></figure>', 'html_inline'],
])('a figure that is written otherwise, %s as %s, is refused', (text, type) => {
  expect(() => ruled(text, type)).toThrow('stands in no line of its own');
});
