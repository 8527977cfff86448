import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const files = readdirSync(import.meta.dirname);
const tests = files
  .filter((file) => file.endsWith('.slow.test.ts'))
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
const examples = files.filter((file) => /^[\w-]+\.ts$/.test(file)).map((file) => file.replace('.ts', ''));

test('there are examples', () => expect(examples).toContain('neuron'));

test.each(examples)('%s is run by a slow test', (name) => {
  const named = new RegExp(`['/]${name}(\\.ts)?['\`]`);
  expect(tests.some((source) => named.test(source))).toBe(true);
});
