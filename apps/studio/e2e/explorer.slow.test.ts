import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { writeSyntheticAtlas } from '../../../packages/atlas/src/testing/synthetic-atlas.ts';
import { hasChromium } from '../../../tools/browser/chromium.ts';
import { dropBeforeAnswer } from './late-answer.ts';
import { writeOddAtlas } from './odd-atlas.ts';
import { seriousFaults } from './serious-faults.ts';
import { type Served, withStudio } from './served-studio.ts';

/** Only a page that hangs takes so long. */
const PATIENCE = { timeout: 120_000 };
const UNITS = 600;

async function prepare(folder: string): Promise<void> {
  await writeOddAtlas(join(folder, 'atlas'), { units: UNITS, sounds: 4, layers: 3 });
  await writeOddAtlas(join(folder, 'late'), { units: 20, sounds: 1, layers: 1 });
  await writeSyntheticAtlas(join(folder, 'unheard'), { units: 20, sounds: 1, layers: 1 });
  await mkdir(join(folder, 'broken'));
  await writeFile(join(folder, 'broken/map.parquet'), 'no map at all');
}

test.runIf(hasChromium)('the explorer: from opening to a sound, and all that one does with it', async () => {
  await withStudio(
    async (served) => {
      const { page, address, requests, errors } = served;
      await page.setViewportSize({ width: 1280, height: 860 });
      await page.goto(`${address}atlas.html`);
      await page.getByText(`${UNITS} of ${UNITS} units`).waitFor();
      await expect.poll(() => inkOf(page), PATIENCE).toBeGreaterThan(500);

      await search(page);
      await hearUnderPointer(page);
      await openByKeys(page);
      await moveByKeys(page);
      await drag(page);
      await hearSpeech(page);
      await showWhatIsOdd(page);
      await findNoFaultWith(page);
      await openWithoutSpeech(served);
      await refuse(served);
      await dropBeforeAnswer(served, { late: 'late/', dropped: 'atlas/', target: 'encoder.2:5' });
      expect(requests.filter((url) => !/^(blob|data):/.test(url) && !url.startsWith(address))).toEqual([]);
      expect(errors).toEqual([]);
    },
    { prepare },
  );
});

/** Pixels of the map that are not of its paper. */
const inkOf = (page: Page) =>
  page.evaluate<number>(`(() => {
    const canvas = document.querySelector('.canvas canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const pixels = new Uint32Array(data.buffer);
    return pixels.filter((pixel) => pixel !== pixels[0]).length;
  })()`);

async function search(page: Page): Promise<void> {
  const box = page.getByRole('searchbox', { name: 'Search units' });
  await box.fill('layer = encoder.2 percentile > 99');
  await page.getByText(/^\d+ of 600 units$/).waitFor();
  const first = page.locator('.results button').first();
  expect(await first.textContent()).toMatch(/^encoder\.2:\d+ .*(99\.\d+|100) percent of speech scores less$/);
  await box.fill('loudness < -0.3 pitch > 0.2');
  await page.getByText(/^[1-9]\d* of 600 units$/).waitFor();
  await box.fill('percentil > 99');
  await page.getByRole('status').getByText("Can't read").waitFor();
  await page.getByRole('button', { name: /^IY / }).click();
  expect(await box.inputValue()).toBe('label = "IY"');
  await box.fill('');
}

/** Where a unit of the list is on the screen: the ring round it says. */
async function spotOf(page: Page, nth: number): Promise<{ readonly x: number; readonly y: number }> {
  await page.locator('.results button').nth(nth).hover();
  const box = (await page.locator('.canvas canvas').boundingBox())!;
  const [left, top] = await page.evaluate<[number, number]>(`(() => {
    const { e, f } = new DOMMatrix(getComputedStyle(document.querySelector('.ring:not(.chosen)')).transform);
    return [e, f];
  })()`);
  return { x: box.x + left, y: box.y + top };
}

const loudest = (page: Page) => page.evaluate<number>('Math.max(0, ...heardNow())');

/** Something sounds from now on. A sound of half a second may be over when other things were looked at: listen before it begins. */
async function sounds(page: Page): Promise<void> {
  await expect.poll(() => loudest(page), { ...PATIENCE, interval: 20 }).toBeGreaterThan(0.01);
}

/** Sounds begin under the pointer once one has clicked; a click opens a unit with its evidence. */
async function hearUnderPointer(page: Page): Promise<void> {
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

async function openByKeys(page: Page): Promise<void> {
  await page.getByRole('searchbox').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
  const focused = page.locator('.results button:focus');
  const [target] = (await focused.textContent())!.split(' ');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: target! }).waitFor();
  expect(await focused.getAttribute('aria-current')).toBe('true');
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('.results button').nth(199).getAttribute('tabindex'), PATIENCE).toBe('0');
}

async function moveByKeys(page: Page): Promise<void> {
  const ring = () => page.locator('.ring.chosen').getAttribute('style');
  await page.locator('.canvas canvas').focus();
  const whole = await ring();
  for (const key of ['+', 'ArrowLeft']) await page.keyboard.press(key);
  await expect.poll(ring, PATIENCE).not.toBe(whole);
  await page.keyboard.press('0');
  await expect.poll(ring, PATIENCE).toBe(whole);
}

/** While one drags no unit is pointed at; then it is the one that was, for the map has come along. */
async function drag(page: Page): Promise<void> {
  const ring = page.locator('.ring:not(.chosen)');
  const { x, y } = await spotOf(page, 5);
  await page.mouse.move(x, y);
  const name = await ring.textContent();
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 30, { steps: 4 });
  await expect.poll(() => ring.count(), PATIENCE).toBe(0);
  await page.mouse.up();
  await expect.poll(() => ring.allTextContents(), PATIENCE).toEqual([name]);
  await page.getByRole('button', { name: 'Whole map' }).click();
}

/** What drives a unit in speech is listed, seen and heard, also by keys; what is said is text, whatever it is. */
async function hearSpeech(page: Page): Promise<void> {
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

/** A map that was made without examples opens as ever. */
async function openWithoutSpeech({ page, address }: Served): Promise<void> {
  await page.goto(`${address}atlas.html?atlas=unheard/`);
  await page.getByText('20 of 20 units').waitFor();
  await page.locator('.results button').first().click();
  await page.getByText(/^Score over 64 steps; the best, /).waitFor();
  expect(await page.locator('.examples, [role=alert]:not([hidden])').count()).toBe(0);
}

/** A label with quotes, a unit of which nothing is known on speech, and a curve of 200,000 steps. */
async function showWhatIsOdd(page: Page): Promise<void> {
  const box = page.getByRole('searchbox', { name: 'Search units' });
  await page.getByRole('button', { name: /^"/ }).first().click();
  expect(await box.inputValue()).toMatch(/^label = """[A-Z]+"""$/);
  await page
    .getByRole('status')
    .getByText(/^[1-9]\d* of 600 units$/)
    .waitFor();
  const [first, facts] = [page.locator('.results button').first(), page.locator('.unit .facts')];
  await box.fill('encoder.0:0');
  await expect.poll(() => first.textContent(), PATIENCE).toMatch(/^encoder\.0:0 .*– not known$/);
  await first.click();
  await facts.getByText(/highest on speech –$/).waitFor();
  expect(await facts.textContent()).toMatch(/Percentile–Retention/);
  await box.fill('encoder.0:0 percentile != 1');
  await page.getByText('No unit is like that.').waitFor();
  await box.fill('encoder.0:1');
  await expect.poll(() => first.textContent(), PATIENCE).toMatch(/^encoder\.0:1 /);
  await first.click();
  await page.getByText(/^Score over 200000 steps; the best, /).waitFor();
  await box.fill('');
}

/** Nothing serious for axe, in light, dark and on a phone, which scrolls in one direction only. */
async function findNoFaultWith(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const by of ['label', 'layer', 'loudness']) {
      await page.getByLabel('Colour by').selectOption(by);
      expect(await seriousFaults(page)).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 380, height: 800 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380);
}

/** A broken map and other schemes are told in a sentence; another server is not asked before the reader agrees. */
async function refuse({ page, address }: Served): Promise<void> {
  await page.goto(`${address}atlas.html?atlas=broken/`);
  await page.getByRole('alert').getByText("Can't").or(page.getByRole('alert').getByText('map.parquet')).waitFor();
  console.log(`a broken map: ${await page.getByRole('alert').locator('p').textContent()}`);
  expect(await seriousFaults(page)).toEqual([]);
  await page.goto(`${address}atlas.html?atlas=${encodeURIComponent('javascript:alert(1)')}`);
  await page.getByRole('alert').getByText("An atlas is read from this page's own server").waitFor();
  await page.goto(`${address}atlas.html?atlas=${encodeURIComponent('https://elsewhere.example/atlas/')}`);
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page.getByRole('heading', { name: 'Every unit of a model on one map' }).waitFor();
}
