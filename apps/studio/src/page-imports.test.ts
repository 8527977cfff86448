import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const IMPORTED = /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)'/gm;
const ONLY_TYPES = /^import \{(\s*type [^,}]+,?)+\s*\}/;

/** What a file brings into a bundle: the names that it imports, but for types. */
const importedBy = (text: string): string[] =>
  [...text.matchAll(IMPORTED)].filter(([statement]) => !ONLY_TYPES.test(statement)).map(([, name]) => name!);

/** All packages that a file brings into a bundle, over the studio's own files. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  for (const name of importedBy(readFileSync(file, 'utf8'))) {
    const path = join(file, '..', name).replace(/\.js$/, '');
    const own = [`${path}.ts`, `${path}.tsx`].find(existsSync);
    const found = name.startsWith('.') ? own : name;
    if (found === undefined || seen.has(found)) continue;
    seen.add(found);
    if (found === own) packagesOf(own, seen);
  }
  return new Set([...seen].filter((name) => !name.startsWith('/')));
}

test.each(['main.tsx', 'explorer/main.tsx'])(
  "the page's thread of %s draws and plays: it loads no model, no engine, no TensorFlow.js",
  (main) => {
    expect([...packagesOf(join(import.meta.dirname, main))].sort()).toEqual([
      '@preact/signals',
      'preact',
      'preact/hooks',
    ]);
  },
);

test('the same look at the worker finds them', () => {
  const found = packagesOf(join(import.meta.dirname, 'worker/main.ts'));
  expect([...packagesOf(join(import.meta.dirname, 'explorer/worker.ts'))].sort()).toEqual([
    '@audiate/atlas/open',
    '@audiate/media',
  ]);
  for (const name of ['@audiate/core', '@audiate/dataset', '@tensorflow/tfjs-backend-wasm'])
    expect(found).toContain(name);
});
