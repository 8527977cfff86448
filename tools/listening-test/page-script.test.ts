import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scriptData } from './page-script.ts';

const FILE = 'packages/evaluate/src/listening-test/script-data.ts';

test(`${FILE} holds the program as it stands in listening-test/page/ (npm run listening-test)`, async () => {
  const hashIn = (text: string) => /SCRIPT_HASH = ["'](sha256-[^"']+)/.exec(text)![1];
  expect(hashIn(readFileSync(FILE, 'utf8'))).toBe(hashIn(await scriptData()));
});
