// Whoever adds a part is told here where it is still missing; that it obeys the laws is asked beside each table of laws.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds as objectives } from '@audiate/objectives';
import { kinds as params } from '@audiate/param';
import type { Kind } from '@audiate/protocol';
import { kinds as transforms } from '@audiate/transforms';
import { describe, expect, test } from 'vitest';
import { sources } from './sources.js';

/** Where a kind is written by another name than its own. */
const WRITTEN_AS: Readonly<Record<string, string>> = { fade: 'interpolate' };

const places: [folder: string, kinds: readonly Kind<unknown>[], texts: readonly string[]][] = [
  ['objectives', objectives, ['docs/objectives.md', 'packages/objectives/README.md']],
  ['param', params, ['docs/params.md', 'packages/param/README.md']],
  ['transforms', transforms, ['docs/transforms.md', 'packages/transforms/README.md']],
];

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What rows of tables name in code: `neuron` of `` `neuron(layer, channel)` ``. */
function namedInTables(text: string): Set<string> {
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return new Set(rows.flatMap((row) => [...row.matchAll(/`(\w+)[`(]/g)].map(([, name]) => name as string)));
}

describe.each(places)('every kind of %s', (folder, kinds, texts) => {
  const names = kinds.map(({ kind }) => kind);
  const members = [...names.map((kind) => WRITTEN_AS[kind] ?? kind), 'custom'];

  test('has a name of its own', () => {
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test.each(texts)('stands in a table of %s', (path) => {
    const named = namedInTables(read(path));
    expect(members.filter((member) => !named.has(member))).toEqual([]);
  });

  test('that a file declares is in the list', () => {
    const listed = read(`packages/${folder}/src/index.ts`);
    const declared = sources.filter((source) => source.package === folder).flatMap(({ text }) => declaredIn(text));
    expect(declared.filter((name) => !listed.includes(`  ${name},`))).toEqual([]);
    expect(declared).toHaveLength(kinds.length);
  });
});

const declaredIn = (text: string): string[] =>
  [...text.matchAll(/^export const (\w+Kind)\b/gm)].map(([, name]) => name as string);

test('a part that no table names is told by name', () => {
  const named = namedInTables('| `neuron(layer, channel)`, `channel` | one unit |\nand `energy()`');
  expect(['neuron', 'channel', 'energy'].filter((member) => !named.has(member))).toEqual(['energy']);
});
