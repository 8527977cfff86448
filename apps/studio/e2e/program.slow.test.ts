import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hasChromium, withPage } from '../../../tools/browser/chromium.ts';
import { button, cancel, download, giveBrokenFile } from './at-the-page.ts';
import { inShards } from './in-shards.ts';
import { makeCard } from './make-card.ts';
import { hasProgram, withProgram } from './started-program.ts';

/** Only a page that hangs takes so long. */
const PATIENCE = { timeout: 240_000 };
// Enough that Pause comes before the end, on a machine that is quick while the browser is slow.
const STEPS = 192;
const FORM = `#model=tiny&target=logit%3AIY&steps=${STEPS}`;
const FORMED = `The sound has formed, step ${STEPS} of ${STEPS}.`;
const TINY = join(import.meta.dirname, '../../../packages/wav2vec2-tiny/models/tiny');

/** Opens the program's page, and collects what a page must not do. */
async function inPage(
  use: (page: Page, seen: { readonly errors: string[]; readonly requests: string[] }) => Promise<void>,
) {
  await withPage('about:blank', async (page) => {
    const seen = { errors: [] as string[], requests: [] as string[] };
    page.on('pageerror', ({ message }) => seen.errors.push(message));
    page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()));
    page.context().on('request', (request) => seen.requests.push(request.url()));
    await use(page, seen);
  });
}

const isReady = hasChromium && hasProgram;

test.runIf(isReady)(
  'the page of `audiate studio` renders with the engines of the machine, and goes on after a reload',
  async () => {
    await withProgram([], ({ address, interrupt }) =>
      inPage(async (page, { errors, requests }) => {
        await page.goto(address + FORM);
        const { origin } = new URL(address);
        expect(page.url()).toBe(`${origin}/${FORM}`);
        await button(page, 'Play').click();
        await expect.poll(() => page.evaluate<number>('Math.max(...heardNow())'), PATIENCE).toBeGreaterThan(0.01);
        await button(page, 'Pause').click();
        await page.getByText(/^Paused at step \d+ of/).waitFor();
        await page.reload();
        await button(page, /^Go on from step \d+$/).click();
        await page.getByText(FORMED).waitFor();
        const note = await page.locator('.engine').textContent();
        console.log(note);
        expect(note).toMatch(
          /Runs on onnxruntime: onnxruntime-node .*, in the program audiate studio on this machine\./,
        );
        const resumed = await download(page, 'WAV');
        await button(page, 'Play').click();
        await page.getByText(/^Forming/).waitFor();
        await page.getByText(FORMED).waitFor();
        expect(resumed.length).toBeGreaterThan(2 * 16_000);
        expect(resumed.equals(await download(page, 'WAV'))).toBe(true);

        await cancelAndRefuse(page);
        await searchRecordings(page);
        await makeCard(page);
        await moveToThePage(page);
        await othersAreNotLetIn(page, origin);
        expect(errors).toEqual([]);
        expect(requests.filter((url) => !/^(blob|data):/.test(url) && !url.startsWith(origin))).toEqual([]);

        expect(await interrupt()).toBe(0);
        await page.getByRole('alert').getByText('audiate studio has ended; start it again').waitFor();
      }),
    );
  },
);

/** Steps that can be stopped, and files that are no model, which the program reads of the page. */
async function cancelAndRefuse(page: Page): Promise<void> {
  await cancel(page);
  await giveBrokenFile(page);
  await button(page, 'Close').click();
}

/** Recordings that come with the program, and one of the reader's. */
async function searchRecordings(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Evidence' }).click();
  const region = page.getByRole('region', { name: 'Recordings' });
  await region.getByRole('button', { name: 'Eight synthetic sentences' }).click();
  const found = page.locator('.examples');
  await found
    .getByText(/(festival|flite|espeak)-.* at \d/)
    .first()
    .waitFor();
  await region.locator('input[type=file]').setInputFiles({
    name: 'my recording.wav',
    mimeType: 'audio/wav',
    buffer: await readFile(join(TINY, '../../evaluation/flite-awb.wav')),
  });
  await found
    .getByText(/my recording\.wav at \d/)
    .first()
    .waitFor();
}

/** The same model by the page's own engine, and back. */
async function moveToThePage(page: Page): Promise<void> {
  await page.getByLabel('Computed by').selectOption('page');
  await page
    .locator('.engine')
    .getByText(/onnxruntime-web/)
    .waitFor();
  await page.getByText('Everything is computed in this page.').waitFor();
  await page.getByLabel('Computed by').selectOption('machine');
  await page
    .locator('.engine')
    .getByText(/onnxruntime-node/)
    .waitFor();
}

/** Another browser that does not know the token has the page, and not the program. */
async function othersAreNotLetIn(page: Page, origin: string): Promise<void> {
  const other = await page.context().browser()!.newContext();
  const stranger = await other.newPage();
  await stranger.goto(origin);
  await stranger.getByText('take the address that audiate studio printed').waitFor();
  expect(await stranger.getByLabel('Computed by').count()).toBe(0);
  await other.close();
}

test.runIf(isReady)("a dictionary's features are among the units of `audiate studio tiny --dictionary`", async () => {
  await withProgram(['tiny', '--dictionary', join(TINY, '../tiny-features')], ({ address, interrupt }) =>
    inPage(async (page, { errors }) => {
      await page.goto(address);
      const status = page.getByRole('status');
      await status.getByText(/^tiny with tiny-features: \d+ layers/).waitFor();
      await page.getByLabel('Layer, from the sound to the answer').selectOption('encoder.2.features');
      const units = page.getByRole('group', { name: 'Units of encoder.2.features' });
      await page.getByText('0 to 255 of 512').waitFor();
      await units.getByRole('radio', { name: '5', exact: true }).check();
      await page.getByLabel('Steps').fill('6');
      await page.getByLabel('Steps').press('Enter');
      await button(page, 'Play').click();
      await page.getByText('The sound has formed, step 6 of 6.').waitFor();
      await page.getByRole('tab', { name: 'Code' }).click();
      expect(await page.getByLabel('TypeScript of this sound').inputValue()).toContain(
        "withDictionary(await tiny(), 'encoder.2', await loadDictionary('./tiny-features'))",
      );
      await page.getByLabel('Computed by').selectOption('page');
      await page.getByRole('alert').getByText('tiny with tiny-features lies where audiate studio runs').waitFor();
      await button(page, 'tiny').click();
      await status.getByText(/^tiny: 33 layers/).waitFor();
      await button(page, 'tiny with tiny-features').click();
      await status.getByText(/^tiny with tiny-features: \d+ layers/).waitFor();
      expect(errors).toEqual([]);
      expect(await interrupt()).toBe(0);
    }),
  );
});

test.runIf(isReady)('`audiate studio MODEL` opens it: a checkpoint in shards, in two pages at once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'audiate-studio-'));
  try {
    await inShards(TINY, join(root, 'my-model'));
    await withProgram([join(root, 'my-model')], ({ address, interrupt }) =>
      inPage(async (page, { errors }) => {
        await page.goto(address);
        const second = await (await page.context().browser()!.newContext()).newPage();
        await second.goto(address);
        for (const one of [page, second]) {
          await one
            .getByRole('status')
            .getByText(/^my-model: 33 layers/)
            .waitFor();
          await one.getByLabel('Steps').fill('6');
          await one.getByLabel('Steps').press('Enter');
          await button(one, 'Play').click();
        }
        for (const one of [page, second]) await one.getByText('The sound has formed, step 6 of 6.').waitFor();
        expect((await download(page, 'WAV')).equals(await download(second, 'WAV'))).toBe(true);
        await second.close();
        await page.getByLabel('Computed by').selectOption('page');
        await page.getByRole('alert').getByText('my-model lies where audiate studio runs').waitFor();
        expect(await page.getByLabel('Computed by').inputValue()).toBe('machine');
        await page.reload();
        await page
          .getByRole('status')
          .getByText(/^my-model: 33 layers/)
          .waitFor();
        expect(errors).toEqual([]);
        expect(await interrupt()).toBe(0);
      }),
    );
  } finally {
    await rm(root, { recursive: true });
  }
});
