import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clearUnfinished } from './clear-unfinished.js';

test('removes what was never moved to its place, and keeps what had been there before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audiate-clear-'));
  for (const path of ['.audiate-1/new', '.audiate-1/old', '.audiate-2/new', '.audiate-2/old', '.mine']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  writeFileSync(join(folder, '.audiate-1/new/a.wav'), 'half');
  writeFileSync(join(folder, '.audiate-2/old/a.wav'), 'of the user');
  writeFileSync(join(folder, 'a.wav'), 'whole');
  await clearUnfinished(folder);
  expect(readdirSync(folder).sort()).toEqual(['.audiate-2', '.mine', 'a.wav']);
  await clearUnfinished(join(folder, 'a.wav'));
  await clearUnfinished(join(folder, 'none'));
  rmSync(folder, { recursive: true });
});
