import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostedLine } from '@audiate/checkpoints/internal/testing/hosted-model';
import { type HubServer, startHub } from '@audiate/checkpoints/internal/testing/hub-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, withPage } from '../../../tools/browser/chromium.ts';
import { button, download } from './at-the-page.ts';
import { putHubIntoPage } from './hub-in-page.ts';
import { withStudio } from './served-studio.ts';
import { hasProgram, withProgram } from './started-program.ts';

let hub: HubServer;
beforeAll(async () => {
  hub = await startHub({ 'org/base': await hostedLine('base') });
});
afterAll(() => hub.close());

const openedOf = (page: Page) => page.getByRole('status').getByText(/^base: \d+ layers/);

/** Asks for an id that nobody has, then downloads a checkpoint by its id and renders a unit of it. */
async function downloadAndListen(page: Page): Promise<void> {
  await page.getByLabel('Hub id').fill('org/none');
  await button(page, 'Download').click();
  await page.getByRole('alert').getByText('org/none').waitFor();
  await button(page, 'Close').click();

  await page.getByLabel('Hub id').fill('org/base');
  await button(page, 'Download').click();
  await openedOf(page).waitFor();
  await page.getByLabel('Steps').fill('4');
  await page.getByLabel('Steps').press('Enter');
  await button(page, 'Play').click();
  await page.getByText('The sound has formed, step 4 of 4.').waitFor();
  expect((await download(page, 'WAV')).length).toBeGreaterThan(1000);
}

describe.runIf(hasChromium)('a checkpoint of the Hub', () => {
  test('in the page', async () => {
    await withStudio(async ({ page, address, errors }) => {
      await putHubIntoPage(page, hub);
      await page.goto(address);
      await downloadAndListen(page);
      expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
    });
  });

  test.runIf(hasProgram)('in the program of `audiate studio`, which keeps what it fetched', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'audiate-hub-'));
    const variables = { HF_ENDPOINT: hub.endpoint, HF_HUB_CACHE: cache };
    try {
      const use = (page: Page) =>
        withProgram(
          [],
          async ({ address }) => {
            await page.goto(address);
            await downloadAndListen(page);
            const fetched = hub.seen.length;
            await page.reload();
            await button(page, 'Download').click();
            await openedOf(page).waitFor();
            const again = hub.seen.slice(fetched).filter(({ method }) => method === 'GET');
            expect(again.filter(({ path }) => path.includes('safetensors'))).toEqual([]);
          },
          variables,
        );
      await withPage('about:blank', use);
    } finally {
      await rm(cache, { recursive: true });
    }
  });
});
