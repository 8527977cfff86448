import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hasChromium } from '../../../tools/browser/chromium.ts';
import { button, cancel, download, giveBrokenFile } from './at-the-page.ts';
import { busiestTask, expectFree } from './busiest-task.ts';
import { makeCard } from './make-card.ts';
import { seriousFaults } from './serious-faults.ts';
import { type Served, withStudio } from './served-studio.ts';

/** Only a page that hangs takes so long. */
const PATIENCE = { timeout: 240_000 };
const STEPS = 12;
const FORMED = `The sound has formed, step ${STEPS} of ${STEPS}.`;
const FORM = `model=tiny&target=encoder.1%3A17&steps=${STEPS}&seconds=0.5`;

test.runIf(hasChromium)('the studio: from opening to a sound, and all that one does with it', async () => {
  await withStudio(async (served) => {
    const { page, address, requests, errors } = served;
    const opened = performance.now();
    await page.goto(`${address}#${FORM}`);
    await button(page, 'Play').click();
    await expect.poll(() => page.evaluate<number>('Math.max(...heardNow())'), PATIENCE).toBeGreaterThan(0.01);
    console.log(`first sound ${((performance.now() - opened) / 1000).toFixed(1)} s after opening`);

    await pauseReloadGoOn(served);
    await cancel(page);
    await makeCard(page);
    await refuseBrokenFiles(page);
    await listenToMicrophone(page);
    await findNoFaultWith(page);

    expect(requests.filter((url) => !/^(blob|data):/.test(url) && !url.startsWith(address))).toEqual([]);
    expect(errors).toEqual([]);
  });
});

/** A render that was paused, closed and gone on with gives the very sound of one that was not. */
async function pauseReloadGoOn({ page }: Served): Promise<void> {
  await button(page, 'Pause').click();
  await page.getByText(/^Paused at step \d+ of/).waitFor();
  await page.reload();
  const goOn = button(page, /^Go on from step \d+$/);
  await goOn.click();
  await page.getByText(FORMED).waitFor();
  const resumed = await download(page, 'WAV');
  await button(page, 'Play').click();
  await page.getByText(/^Forming/).waitFor();
  const busy = await busiestTask(page, () => page.getByText(FORMED).waitFor());
  console.log(
    `longest task while it formed: ${busy.cpu.toFixed(1)} ms of the processor, ${busy.wall.toFixed(1)} ms by the clock`,
  );
  expectFree(busy);
  console.log(await page.locator('.engine').textContent());
  const whole = await download(page, 'WAV');
  expect(whole.length).toBeGreaterThan(4 * 8000);
  expect(resumed.equals(whole)).toBe(true);

  expect((await download(page, 'TextGrid')).toString()).toMatch(/^File type = "ooTextFile"/);
  expect(JSON.parse((await download(page, 'Recipe')).toString())).toMatchObject({ format: 1, steps: STEPS });
  expect((await download(page, 'Page')).toString()).toMatch(/^<!doctype html>/);
  expect((await download(page, 'Loop')).length).toBeLessThan(whole.length);
}

/** A broken file is told in a sentence, and the model before it stays. */
async function refuseBrokenFiles(page: Page): Promise<void> {
  await giveBrokenFile(page);
  console.log(`a broken file: ${await page.getByRole('alert').locator('p').textContent()}`);
  await button(page, 'Close').click();
  await page
    .getByRole('status')
    .getByText(/^tiny: 33 layers/)
    .waitFor();
}

/** Units answer to the microphone, here Chromium's beep, and one of them can be chosen. */
async function listenToMicrophone(page: Page): Promise<void> {
  await page.getByLabel('Layer, from the sound to the answer').selectOption('conv.2');
  await button(page, 'Microphone').click();
  const loudest = page.locator('.firing button').first();
  const fault = page.getByRole('alert').locator('p:not(:empty)');
  await loudest.or(fault).first().waitFor();
  expect(await fault.allTextContents()).toEqual([]);
  await button(page, 'Microphone').click();
  await loudest.waitFor({ state: 'detached' });
}

/** Nothing serious for axe, in light, dark and on a phone, which scrolls in one direction only. */
async function findNoFaultWith(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const tab of ['Evidence', 'Code', 'Download', 'Compare']) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await seriousFaults(page)).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 380, height: 800 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380);
}
