// Makes the sounds of the site's figures and their cards: apps/site/figures/made. Those that are there already stay.
// `npm run figures -w @audiate/site`, or some of them anew: `npm run figures -w @audiate/site -- word metamer`
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@audiate/core';
import { writeWhole } from '@audiate/media';
import { root } from '../build/pages.ts';
import { FIGURES, filesOf } from './made.ts';

process.chdir(root);
const folder = join(import.meta.dirname, 'made');
const asked = process.argv.slice(2);
for (const name of asked) {
  if (!(FIGURES as readonly string[]).includes(name)) {
    throw new InputError(`unknown figure ${JSON.stringify(name)}; there are ${FIGURES.join(', ')}`);
  }
}
const missing = FIGURES.filter((name) => ![name, `${name}-1`].some((file) => existsSync(join(folder, `${file}.json`))));
for (const name of asked.length > 0 ? asked : missing) {
  await writeWhole(folder, await filesOf(name));
  console.log(`made ${name}`);
}
