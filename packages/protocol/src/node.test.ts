import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { InputError } from './errors.js';
import { nodeFiles, nodeModule, resolveInNode } from './node.js';

afterEach(() => vi.restoreAllMocks());

test("Node's modules are its own", async () => {
  expect(nodeModule('node:path')).toBe((await import('node:path')).default);
});

test('where there are none, one sentence says so', () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  expect(() => nodeModule('node:os')).toThrow('there is no node:os here, only in Node 20.16 or later');
  expect(() => nodeFiles('can\'t write "x"')).toThrow(InputError);
  expect(() => nodeFiles('can\'t write "x"')).toThrow('can\'t write "x": there is no file system here, only in Node');
});

test("a package is found from a module's place, else from the program's folder, else not at all", () => {
  const found = resolveInNode('vitest', import.meta.url);
  expect(found).toMatch(/node_modules\/vitest\//);
  const elsewhere = pathToFileURL(join(realpathSync(mkdtempSync(join(tmpdir(), 'audiate-bundle-'))), 'main.mjs'));
  expect(resolveInNode('vitest', elsewhere.href)).toBe(found);
  expect(resolveInNode('vitest', undefined)).toBe(found);
  expect(resolveInNode('vitest', 'webpack://main.js')).toBe(found);
  expect(resolveInNode('@audiate/no-such-package', import.meta.url)).toBeUndefined();
});
