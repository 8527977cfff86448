import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';
import type { SoundCard } from '@audiate/media/element';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../build/pages.ts';
import { FIGURES, filesOf } from './made.ts';

const MADE = join(import.meta.dirname, 'made');
const own = (figure: string) => new RegExp(`^${figure}(-\\d)?\\.(wav|json)$`);

beforeAll(() => process.chdir(root));

test('every script here is a figure, and every file that was made is of one', async () => {
  const scripts = (await readdir(import.meta.dirname)).filter((file) => /^[\w-]+\.ts$/.test(file));
  expect(scripts.sort()).toEqual([...FIGURES.map((name) => `${name}.ts`), 'made.ts', 'main.ts'].sort());
  const made = await readdir(MADE);
  expect(made.filter((file) => !FIGURES.some((name) => own(name).test(file)))).toEqual([]);
});

/** The number that a card tells first of what was reached. */
function reached({ facts = [] }: Pick<SoundCard, 'facts'>): number {
  return Number(facts.find(({ name }) => name === 'score' || name === 'activation')!.value);
}

// The reliability card of `phone` takes as long as all others; examples/reliability.ts, whose test runs it, is that code.
const QUICK = FIGURES.filter((name) => name !== 'phone');

test.each(QUICK)('the code of %s makes what the site shows', async (figure) => {
  const files = await filesOf(figure);
  const shown = (await readdir(MADE)).filter((file) => own(figure).test(file));
  expect([...files.keys()].sort()).toEqual(shown.sort());
  for (const [file, made] of files) {
    const committed = readFileSync(join(MADE, file));
    if (typeof made !== 'string') {
      expect(decodeWav(made).channels[0]!.length).toBe(decodeWav(committed).channels[0]!.length);
      continue;
    }
    const [here, there] = [JSON.parse(made), JSON.parse(committed.toString())];
    expect(here.title.replace(/#\w+/, '')).toBe(there.title.replace(/#\w+/, ''));
    // Other processors give other bits, and the climb enlarges the difference.
    expect(Math.abs(reached(here) - reached(there))).toBeLessThan(0.25 * Math.abs(reached(there)));
  }
});
