import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { download } from './at-the-page.ts';
import { busiestTask, expectFree } from './busiest-task.ts';

const PATIENCE = { timeout: 240_000 };

/** Makes the reliability card of the sound on stage by the keyboard, after one that was stopped; the page's thread stays free. */
export async function makeCard(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Evidence' }).click();
  const region = page.getByRole('region', { name: 'Reliability card' });
  const press = (name: string) => region.getByRole('button', { name }).press('Enter');
  await region.getByRole('checkbox').press('Space');
  expect(await region.getByRole('checkbox').isChecked()).toBe(false);

  await press('Eight synthetic sentences');
  await region.getByRole('progressbar').waitFor();
  await press('Stop');
  await region.getByRole('progressbar').waitFor({ state: 'detached' });
  expect(await region.locator('.verdict').count()).toBe(0);

  await press('Eight synthetic sentences');
  const busy = await busiestTask(page, () => region.getByText('The card is made.').waitFor(PATIENCE));
  expectFree(busy);
  console.log(`the card: ${await region.locator('.verdict').textContent()}; longest task ${busy.cpu.toFixed(1)} ms`);
  const figures = await region.locator('dt').allTextContents();
  for (const name of ['retention', 'among speech', 'rank in its layer', 'distance to speech', 'judge tinyB']) {
    expect(figures.join()).toContain(name);
  }
  expect(figures.join()).not.toContain('plain ascent');

  expect((await download(page, 'Page')).toString()).toContain('judge tinyB');
}
