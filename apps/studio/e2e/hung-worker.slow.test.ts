import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hasChromium } from '../../../tools/browser/chromium.ts';
import { button, download } from './at-the-page.ts';
import { keptStep } from './kept-step.ts';
import { withStudio } from './served-studio.ts';

const FORM = 'model=tiny&target=encoder.1%3A17&steps=4096&seconds=0.5';
const PATIENCE = { timeout: 60_000 };

/** Has the page's worker loop without end. Threads of the engine are workers, too, and answer nobody while they wait. */
function hang(page: Page): void {
  const worker = page.workers().find((one) => /\/main-[^/]*\.js$/.test(one.url()));
  void worker!.evaluate('for (;;);').catch(() => {});
}

/** Who chooses another model while one hangs sees that one, and hears it. */
async function chooseAnother(page: Page): Promise<void> {
  hang(page);
  await button(page, 'tinyB').click();
  await page
    .getByRole('status')
    .getByText(/^tinyB: \d+ layers/)
    .waitFor(PATIENCE);
  await page.getByLabel('Steps').fill('2');
  await page.getByLabel('Steps').press('Enter');
  await button(page, 'Play').click();
  await page.getByText('The sound has formed, step 2 of 2.').waitFor(PATIENCE);
  expect(JSON.parse((await download(page, 'Recipe')).toString()).model.name).toBe('tinyB');
}

test.runIf(hasChromium)(
  'Cancel ends a worker that hangs, and so does who chooses another model; the page goes on with what is chosen',
  async () => {
    await withStudio(async ({ page, address, errors }) => {
      await page.goto(`${address}#${FORM}`);
      await button(page, 'Play').click();
      await expect.poll(() => keptStep(page), PATIENCE).toBeGreaterThan(0);
      hang(page);
      await button(page, 'Cancel').click();
      await page.getByRole('alert').getByText('it did not stop in 15 s, so it was ended').waitFor(PATIENCE);
      await page
        .locator('.engine')
        .getByText(/Runs on/)
        .waitFor(PATIENCE);
      expect(await page.getByLabel('Steps').inputValue()).toBe('4096');
      await button(page, /^Go on from step \d+$/).click();
      await page.getByText(/step [1-9]\d* of 4096/).waitFor(PATIENCE);
      await chooseAnother(page);
      expect(errors).toEqual([]);
    });
  },
);
