import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@audiate/core';
import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import * as transforms from '@audiate/transforms';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../packages/core/src');
const PACKAGES = { objectives, param, transforms };
const OFFERED = {
  objectives: core.objectives,
  param: core.param,
  transforms: core.transforms,
  optimizers: core.optimizers,
};

/** What these packages export for the loop, for recipes and for each other. Everything else of theirs is for users. */
const NOT_FOR_USERS: Readonly<Record<string, readonly string[]>> = {
  objectives: ['itemsOf', 'kinds', 'memberOf'],
  param: ['DEFAULT_LEVEL', 'kinds'],
  transforms: ['heardSamples', 'kinds'],
};

/** What core adds of its own: what is made of parts of several of these packages. */
const OF_CORE: Readonly<Record<string, readonly string[]>> = { transforms: ['clean'] };

/** The names that a file of core exports, those of types too. */
function namesIn(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  if (/export \*(?! as )/.test(text)) throw new Error(`${path} exports all of another file; list what a user needs`);
  const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) => list!.split(','));
  const plain = lists
    .map((name) =>
      name
        .replace(/\btype /, '')
        .replace(/.* as /, '')
        .trim(),
    )
    .filter(Boolean);
  return [...plain, ...[...text.matchAll(/export \* as (\w+)/g)].map(([, name]) => name!)].sort();
}

// A name that a user can import stays: add one on purpose, by `npx vitest run --project default public-names -u`.
test('what @audiate/core exports is what public-names.txt lists', async () => {
  const inside = Object.keys(OFFERED).flatMap((space) =>
    namesIn(`namespaces/${space}.ts`).map((name) => `${space}.${name}`),
  );
  await expect(`${[...namesIn('index.ts'), ...inside].join('\n')}\n`).toMatchFileSnapshot('public-names.txt');
});

test('the list is what runs', () => {
  expect(namesIn('index.ts')).toEqual(expect.arrayContaining(Object.keys(core)));
  for (const [space, offered] of Object.entries(OFFERED)) {
    expect(namesIn(`namespaces/${space}.ts`)).toEqual(expect.arrayContaining(Object.keys(offered)));
  }
});

test.each(Object.entries(PACKAGES))('%s. offers everything of its package that is for users', (space, all) => {
  const offered = Object.keys(OFFERED[space as keyof typeof PACKAGES]);
  const expected = [...Object.keys(all), ...(OF_CORE[space] ?? [])];
  expect([...offered, ...NOT_FOR_USERS[space]!].sort()).toEqual(expected.sort());
});
