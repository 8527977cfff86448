import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scriptData } from './page-script.ts';

const FILE = 'packages/evaluate/src/listening-test/script-data.ts';

test(`${FILE} holds the program as it stands in listening-test/page/ (npm run listening-test)`, async () => {
  const hashIn = (text: string) => /SCRIPT_HASH = ["'](sha256-[^"']+)/.exec(text)![1];
  expect(hashIn(readFileSync(FILE, 'utf8'))).toBe(hashIn(await scriptData()));
});

test('the program imports nothing from elsewhere: a change of another package changes no hash', () => {
  const folder = 'packages/evaluate/src/listening-test';
  const imported = readdirSync(`${folder}/page`)
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(`${folder}/page/${file}`, 'utf8').matchAll(/^import (?!type ).* from '([^']+)'/gm),
    ])
    .map(([, path]) => path!);
  expect(imported.filter((path) => !path.startsWith('./'))).toEqual(['../clopper-pearson.js']);
  expect(readFileSync(`${folder}/clopper-pearson.ts`, 'utf8')).not.toContain('import ');
});
