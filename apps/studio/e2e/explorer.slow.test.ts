import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { writeSyntheticAtlas } from '../../../packages/atlas/src/testing/synthetic-atlas.ts';
import { hasChromium } from '../../../tools/browser/chromium.ts';
import { openWithoutSpeech, refuse, showWhatIsOdd } from './explorer-oddities.ts';
import { drag, moveByKeys, openByKeys, PATIENCE } from './explorer-page.ts';
import { hearSpeech, hearUnderPointer } from './explorer-sounds.ts';
import { dropBeforeAnswer } from './late-answer.ts';
import { writeOddAtlas } from './odd-atlas.ts';
import { seriousFaults } from './serious-faults.ts';
import { withStudio } from './served-studio.ts';

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
