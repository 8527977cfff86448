import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hasChromium } from '../../../tools/browser/chromium.ts';
import { button } from './at-the-page.ts';
import { withStudio } from './served-studio.ts';

const FORM = 'model=tiny&target=encoder.1%3A17&steps=4096&seconds=0.5';
const PATIENCE = { timeout: 60_000 };

/** Has the page's worker loop without end. Threads of the engine are workers, too, and answer nobody while they wait. */
function hang(page: Page): void {
  const worker = page.workers().find((one) => /\/main-[^/]*\.js$/.test(one.url()));
  void worker!.evaluate('for (;;);').catch(() => {});
}

test.runIf(hasChromium)('Cancel ends a worker that hangs, and the page goes on from where it was', async () => {
  await withStudio(async ({ page, address, errors }) => {
    await page.goto(`${address}#${FORM}`);
    await button(page, 'Play').click();
    await page.getByText(/step [1-9]\d* of 4096/).waitFor(PATIENCE);
    // What can go on is kept every other second.
    await page.waitForTimeout(4000);
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
    await button(page, 'Cancel').click();
    await page.getByText(/^Cancelled/).waitFor(PATIENCE);
    expect(errors).toEqual([]);
  });
});
