import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { anywhere } from './anywhere.ts';
import { BASE } from './base.ts';
import { brokenLinks } from './links.ts';

let folder: string;
afterEach(() => rm(folder, { recursive: true }));

async function moved(files: Readonly<Record<string, string>>): Promise<(file: string) => Promise<string>> {
  folder = await mkdtemp(join(tmpdir(), 'audiate-site-'));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  await anywhere(folder);
  return (file) => readFile(join(folder, file), 'utf8');
}

test('addresses of pages and style sheets become relative to their files', async () => {
  const read = await moved({
    'docs/a.html': `<a href="${BASE}">home</a><a href="${BASE}b.html#c">b</a><img src="${BASE}assets/x.png"></body>`,
    'assets/style.css': `a{background:url(${BASE}assets/x.png)}`,
  });
  const page = await read('docs/a.html');
  expect(page).toContain('<a href="../index.html">home</a><a href="../b.html#c">b</a><img src="../assets/x.png">');
  expect(await read('assets/style.css')).toBe('a{background:url(../assets/x.png)}');
});

test('strings of a script are completed when it runs, from where it was loaded', async () => {
  const script = [
    `export const plain = "${BASE}x.wav";`,
    `export const quoted = '{"a":"${BASE}it\\'s"}';`,
    `export const template = \`${BASE}y\`;`,
    `export const other = 'untouched';`,
  ].join('');
  await moved({ 'assets/chunks/a.mjs.js': script });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const found = await import(pathToFileURL(join(folder, 'assets/chunks/a.mjs.js')).href);
  const top = `${pathToFileURL(folder).pathname}/`;
  expect({ ...found }).toEqual({
    plain: `${top}x.wav`,
    quoted: `{"a":"${top}it's"}`,
    template: `${top}y`,
    other: 'untouched',
  });
});

test('an address outside the strings of a script is refused', async () => {
  await expect(moved({ 'a.js': `const at = /x${BASE.replaceAll('/', '\\/')}/; // ${BASE}` })).rejects.toThrow(
    'an address of the site stands outside the strings of a script',
  );
});

test('a link, an anchor, a sound and a picture that are not there are told, and those that are, not', async () => {
  await moved({
    'index.html':
      '<h1 id="top"></h1><a href="docs/a.html#is">1</a><a href="docs/">2</a><a href="https://x.org/none">3</a>',
    'docs/index.html': '<a href="../index.html#top"></a>',
    'docs/a.html': `<i id="is"></i><a href="#is"></a><a href="#isnt"></a><a href="b.html"></a><a href="/docs/a.html"></a>
      <audiate-sound src="none.wav" card-src="none.json"></audiate-sound><script>const html = '<a href="no">';</script>`,
    'style.css': 'a{background:url("none.png")}',
  });
  expect((await brokenLinks(folder)).sort()).toEqual([
    'docs/a.html: #isnt',
    'docs/a.html: /docs/a.html',
    'docs/a.html: b.html',
    'docs/a.html: none.json',
    'docs/a.html: none.wav',
    'style.css: none.png',
  ]);
});
