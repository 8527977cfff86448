import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { withServedPage } from '../../tools/browser/built-page.ts';
import { hasChromium, withPage } from '../../tools/browser/chromium.ts';
import { command } from '../../tools/packages/command.ts';
import { isFresh } from './build/is-fresh.ts';
import { root } from './build/pages.ts';

const SITE = join(root, 'out/site');
const SCHEMES = ['light', 'dark'] as const;

// `npm run check` has built it; where nobody has since a page, a README or the site's own files changed, it is built here.
beforeAll(() => {
  if (!isFresh(join(SITE, 'index.html'))) command(root, 'npm', 'run', 'site');
});

/** A folder below the top of a plain server that sets no headers. */
const served = <T>(folder: string, path: string, use: (page: Page) => Promise<T>) =>
  withServedPage(folder, { path, vite: { base: '/audiate/', appType: 'mpa', build: { outDir: folder } } }, use);

/** What a page asks for while `use` goes on, and what fails in it. */
async function watch(page: Page, use: () => Promise<void>): Promise<{ asked: string[]; faults: string[] }> {
  const [asked, faults]: [string[], string[]] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('response', (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.reload();
  await use();
  return { asked, faults };
}

describe.skipIf(!hasChromium)('the built site in Chromium', () => {
  test('works below the top of a server, and asks no other origin for anything', async () => {
    await served(SITE, '', async (page) => {
      const { origin } = new URL(page.url());
      const { asked, faults } = await watch(page, async () => {
        await page.getByRole('link', { name: 'Listen', exact: true }).first().click();
        await page.getByRole('heading', { name: 'Early neurons' }).waitFor();
        const figure = page.locator('audiate-sound').first();
        await figure.getByRole('img', { name: /^Spectrogram of neuron\(conv\.4, 7\)/ }).waitFor();
        await figure.getByRole('button', { name: /^Play / }).click();
        await figure.getByRole('button', { name: /^Stop / }).waitFor();
        await page.getByRole('button', { name: 'Search' }).click();
        await page.locator('input#localsearch-input').fill('metamer');
        await page.locator('.VPLocalSearchBox .result').first().click();
        await page.waitForURL(/\/audiate\/.*metamer/);
        await page
          .getByRole('heading', { name: /metamer/i })
          .first()
          .waitFor();
        await page.getByRole('link', { name: 'API', exact: true }).first().click();
        await page.waitForURL(/\/audiate\/api\/README\.html$/);
      });
      expect(faults).toEqual([]);
      expect(asked.length).toBeGreaterThan(10);
      expect(asked.filter((address) => !address.startsWith(`${origin}/audiate/`))).toEqual([]);
    });
  });

  test('the first page sounds after one click', async () => {
    await served(SITE, '', async (page) => {
      const button = page.locator('.VPHero').getByRole('button', { name: /^Play / });
      await button.click();
      await page
        .locator('.VPHero')
        .getByRole('button', { name: /^Stop / })
        .waitFor();
    });
  });

  test.each([390, 1280])('no page is wider than a window of %i pixels, light or dark', async (width) => {
    await served(SITE, '', async (page) => {
      const { href: top } = new URL('.', page.url());
      await page.setViewportSize({ width, height: 800 });
      for (const path of ['', 'article.html', 'answers.html', 'docs/gallery.html', 'docs/benchmark.html']) {
        await page.goto(new URL(path, top).href);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          await page.waitForFunction(
            `document.documentElement.classList.contains('dark') === ${colorScheme === 'dark'}`,
          );
          expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width);
        }
      }
    });
  });

  test('axe finds nothing serious on the article, light or dark, and every figure of it is there', async () => {
    const axe = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
    const text = await readFile(join(root, 'apps/site/pages/article.md'), 'utf8');
    await served(SITE, 'article.html', async (page) => {
      await page.getByRole('heading', { name: 'Early neurons' }).waitFor();
      expect(await page.locator('audiate-sound:not([compact])').count()).toBe(text.match(/<figure name/g)!.length);
      await page.evaluate(axe);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await page.waitForFunction(`document.documentElement.classList.contains('dark') === ${colorScheme === 'dark'}`);
        // Colours go over into one another when the scheme changes.
        await page.waitForFunction('document.getAnimations().length === 0');
        const { violations } = await page.evaluate<{
          violations: { id: string; impact: string; nodes: { html: string }[] }[];
        }>(
          // The theme's own: it draws the keys beside the name.
          `axe.run({ exclude: ['.DocSearch-Button'] })`,
        );
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      }
    });
  });

  test('an address that is not there shows a page that finds the first one, however deep', async () => {
    await served(SITE, '', async (page) => {
      const { href: top } = new URL('.', page.url());
      await page.route('**/deep/er/none', (route) => route.fulfill({ status: 404, path: join(SITE, '404.html') }));
      await page.goto(`${top}docs/deep/er/none`);
      const home = page.getByRole('link', { name: 'To the first page of audiate' });
      await page.waitForFunction(`document.querySelector('a').href === ${JSON.stringify(`${top}index.html`)}`);
      await home.click();
      await page.getByRole('link', { name: 'Listen', exact: true }).first().waitFor();
    });
  });

  test('from a disk a page shows its text, its picture and a player', async () => {
    await withPage(pathToFileURL(join(SITE, 'article.html')).href, async (page) => {
      await page.getByRole('heading', { name: 'Early neurons' }).waitFor();
      const picture = page.getByAltText(/^Spectrogram and waveform of neuron\(conv\.4, 7\)/);
      await picture.scrollIntoViewIfNeeded();
      await page.waitForFunction(`document.querySelector('audiate-sound img').naturalWidth === 1200`);
      const sound = `document.querySelector('audiate-sound audio')`;
      await page.evaluate(`{ ${sound}.preload = 'auto'; ${sound}.load(); }`);
      await page.waitForFunction(`${sound}.duration === 1`);
      await page.getByRole('link', { name: 'Gallery' }).first().click();
      await page.waitForURL(/docs\/gallery\.html$/);
    });
  });

  test('a host without headers isolates pages by the service worker', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'audiate-isolated-'));
    try {
      await cp(join(SITE, 'isolate.js'), join(folder, 'isolate.js'));
      await mkdir(join(folder, 'studio'));
      const page = '<!doctype html><title>studio</title><script src="../isolate.js"></script>';
      await writeFile(join(folder, 'studio/index.html'), page);
      await served(folder, 'studio/index.html', async (page) => {
        await page.waitForFunction('crossOriginIsolated');
        expect(await page.evaluate('new SharedArrayBuffer(8).byteLength')).toBe(8);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
