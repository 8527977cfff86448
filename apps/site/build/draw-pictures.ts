import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { picture, readSound } from '@audiate/media';
import { FIGURE_FILES, PICTURES } from './figure-files.ts';

/** Draws the picture of each figure's sound. */
export async function drawPictures(): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const files = await readdir(FIGURE_FILES);
  for (const name of files.flatMap((file) => (file.endsWith('.wav') ? [file.slice(0, -4)] : []))) {
    const { samples, sampleRate } = await readSound(await readFile(join(FIGURE_FILES, `${name}.wav`)));
    const { title } = JSON.parse(await readFile(join(FIGURE_FILES, `${name}.json`), 'utf8'));
    await writeFile(join(PICTURES, `${name}.png`), picture(samples, { sampleRate, title }));
  }
}
