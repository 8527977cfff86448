import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from './version.js';

test('every package carries the version that recipes record, and depends on the others by it', () => {
  const packages = join(import.meta.dirname, '../../..');
  for (const folder of readdirSync(packages)) {
    const manifest = JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8'));
    expect([folder, manifest.version]).toEqual([folder, version]);
    for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
      if (name.startsWith('@audiate/')) expect([folder, name, range]).toEqual([folder, name, version]);
    }
  }
});
