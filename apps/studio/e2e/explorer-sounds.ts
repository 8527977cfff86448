import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE, spotOf } from './explorer-page.ts';

const loudest = (page: Page) => page.evaluate<number>('Math.max(0, ...heardNow())');

/** Something sounds from now on. A sound of half a second may be over when other things were looked at: listen before it begins. */
async function sounds(page: Page): Promise<void> {
  await expect.poll(() => loudest(page), { ...PATIENCE, interval: 20 }).toBeGreaterThan(0.01);
}

/** Sounds begin under the pointer once one has clicked; a click opens a unit with its evidence. */
export async function hearUnderPointer(page: Page): Promise<void> {
  const [one, other] = [await spotOf(page, 2), await spotOf(page, 5)];
  const first = sounds(page);
  await page.mouse.click(one.x, one.y);
  const panel = page.getByRole('region', { name: 'Unit', exact: true });
  await panel.getByRole('img', { name: 'Spectrogram of 0.5 seconds' }).waitFor();
  await panel.getByText(/^Score over 64 steps; the best, /).waitFor();
  expect(await panel.getByRole('link', { name: 'Open in the studio' }).getAttribute('href')).toMatch(
    /^index\.html#model=tiny&target=encoder\.\d%3A\d+$/,
  );
  expect(await panel.locator('.facts').textContent()).toMatch(/Percentile[\d.]+ % of speech scores less/);
  await first;
  await expect.poll(() => loudest(page), PATIENCE).toBe(0);
  const second = sounds(page);
  await page.mouse.move(other.x, other.y);
  await second;
  await page.getByRole('button', { name: 'Sound', exact: true }).click();
  await expect.poll(() => loudest(page), PATIENCE).toBe(0);
}

/** What drives a unit in speech is listed, seen and heard, also by keys; what is said is text, whatever it is. */
export async function hearSpeech(page: Page): Promise<void> {
  const box = page.getByRole('searchbox', { name: 'Search units' });
  await page.getByRole('button', { name: 'Sound', exact: true }).click();
  await box.fill('encoder.0:2');
  const first = page.locator('.results button').first();
  await expect.poll(() => first.textContent(), PATIENCE).toMatch(/^encoder\.0:2 /);
  await first.click();
  await expect.poll(() => loudest(page), PATIENCE).toBe(0);
  const stretches = page.getByRole('list', { name: 'What it hears in speech' }).getByRole('button');
  await expect.poll(() => stretches.count(), PATIENCE).toBe(3);
  expect(await stretches.nth(0).textContent()).toMatch(/^3 <img src="x" onerror="alert\(1\)"> AH .*6\.4 to 6\.9 s of /);
  expect(await stretches.nth(1).textContent()).toBe('2.5 IY S 39.6 to 10.1 s of recording 4');
  await expect.poll(() => drawn(page), PATIENCE).toBe(3);
  await page.getByRole('button', { name: 'Play', exact: true }).focus();
  for (const key of ['Tab', 'Tab']) await page.keyboard.press(key);
  expect(await page.evaluate<string>('document.activeElement.textContent')).toMatch(/^2\.5 IY S 3/);
  const heard = sounds(page);
  await page.keyboard.press('Enter');
  await heard;
  await page.getByRole('button', { name: 'Sound', exact: true }).click();
  await box.fill('');
}

/** Spectrograms of stretches that are more than one colour. */
const drawn = (page: Page) =>
  page.evaluate<number>(`[...document.querySelectorAll('.examples canvas')].filter((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size > 8;
  }).length`);
