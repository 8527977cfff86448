import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@audiate/media';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage, type PageOptions, withServedPage } from './built-page.js';
import { hasChromium } from './chromium.js';

const PAGE = join(import.meta.dirname, 'element-page');
const sampleRate = 8_000;
const tone = Float32Array.from({ length: 2 * sampleRate }, (_, i) => 0.5 * Math.sin(i / 3));
const CARD = {
  title: '<img src=x onerror=alert(1)>',
  facts: Array.from({ length: 6 }, (_, i) => ({ name: `fact ${i}`, value: i / 2 })),
  curve: [0, 1, 4].map((score, step) => ({ step, score })),
};
let vite: NonNullable<PageOptions['vite']>;

beforeAll(async () => {
  if (!hasChromium) return;
  const outDir = await mkdtemp(join(tmpdir(), 'audiate-element-page-'));
  const conditions = ['@audiate/source', 'module', 'browser', 'development|production'];
  vite = { resolve: { conditions }, build: { outDir, emptyOutDir: true } };
  await buildPage(PAGE, { vite });
});
afterAll(() => vite && rm(vite.build!.outDir!, { recursive: true }));

/** The page with some HTML in it, every file of the name that it asks for, and what went wrong. */
const open = (html: string, use: (page: Page, asked: readonly string[]) => Promise<void>) =>
  withServedPage(PAGE, { vite }, async (page) => {
    const [asked, faults]: [string[], string[]] = [[], []];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.route(/\.(wav|json)$/, (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      asked.push(name);
      // Never answered.
      if (name === 'hangs.wav') return;
      if (name === 'none.wav') return route.fulfill({ status: 404, body: 'none' });
      if (name === 'hostile.wav') return route.fulfill({ body: 'RIFF<script>alert(1)</script>' });
      if (name === 'card.json') return route.fulfill({ json: CARD });
      return route.fulfill({ body: Buffer.from(encodeWav(tone, { sampleRate, format: 'int16' })) });
    });
    await page.evaluate(`show(${JSON.stringify(html)})`);
    await use(page, asked);
    expect(faults).toEqual([]);
  });

const sounds = (page: Page) =>
  page.waitForFunction('listen().peak > 0.01').then(() => page.evaluate<{ contexts: number }>('listen()'));

describe.skipIf(!hasChromium)('<audiate-sound> in Chromium', () => {
  test('shows figures, the score and facts; texts of a card are never read as HTML', async () => {
    await open('<audiate-sound src="a.wav" card-src="card.json"></audiate-sound>', async (page) => {
      const element = page.locator('audiate-sound');
      await element.getByRole('img', { name: /^Spectrogram of <img src=x.*: 2 s, 0 to 4000 Hz/ }).waitFor();
      expect(await element.getByRole('img', { name: /^Waveform of .* peak 0\.5/ }).count()).toBe(1);
      expect(await element.getByRole('img', { name: /^Score of .* from 0 to 4$/ }).count()).toBe(1);
      expect(await element.locator('strong').textContent()).toBe(CARD.title);
      expect(await element.getByRole('row').count()).toBe(4);
      await element.getByText('2 more facts').press('Enter');
      expect(await element.getByRole('row').count()).toBe(6);
      expect(await element.locator('img[src=x]').count()).toBe(0);
    });
  });

  test('plays by keys alone, from where the slider stands; a second sound takes the turn of the first', async () => {
    const two = ['first', 'second'].map((name) => `<audiate-sound src="${name}.wav" label="${name}"></audiate-sound>`);
    await open(two.join(''), async (page) => {
      await page.getByRole('button', { name: 'Play first' }).press('Enter');
      expect(await sounds(page)).toMatchObject({ contexts: 1 });
      await page.getByRole('button', { name: 'Stop first' }).waitFor();
      await page.getByRole('button', { name: 'Play second' }).press('Space');
      await page.getByRole('button', { name: 'Stop second' }).waitFor();
      await page.getByRole('button', { name: 'Play first' }).waitFor();
      expect(await sounds(page)).toMatchObject({ contexts: 1 });
      await page.getByRole('button', { name: 'Stop second' }).press('Enter');
      const slider = page.getByRole('slider', { name: 'Time in second' });
      await slider.press('End');
      expect(await slider.getAttribute('aria-valuetext')).toBe('2.0 of 2.0 seconds');
    });
  });

  test('a compact one asks for its file when it is played', async () => {
    await open('<audiate-sound compact src="a.wav" label="a tone"></audiate-sound>', async (page, asked) => {
      const button = page.getByRole('button', { name: 'Play a tone' });
      await button.waitFor();
      expect(asked).toEqual([]);
      await button.click();
      await sounds(page);
      expect(asked).toEqual(['a.wav']);
    });
  });

  test('of hundreds only those near the window load; others do when they come near', async () => {
    const many = Array.from({ length: 300 }, (_, i) => `<audiate-sound src="${i}.wav" label="${i}"></audiate-sound>`);
    await open(many.join(''), async (page, asked) => {
      await page.getByRole('button', { name: 'Play 0', exact: true }).waitFor();
      expect(asked.length).toBeLessThan(20);
      await page.locator('audiate-sound').last().scrollIntoViewIfNeeded();
      await page.getByRole('button', { name: 'Play 299' }).waitFor();
      expect(asked.length).toBeLessThan(40);
      expect(asked).toContain('299.wav');
    });
  });

  test.each([
    ['none.wav', /none\.wav answers 404; check the address/],
    ['hostile.wav', /WAV|RIFF/],
  ])('a file that does not load (%s) is told, and what stands inside stays', async (file, said) => {
    const after = '<audiate-sound src="a.wav" label="after"></audiate-sound>';
    await open(`<audiate-sound src="${file}"><p>as text</p></audiate-sound>${after}`, async (page) => {
      const fault = page.getByRole('alert');
      await fault.waitFor();
      expect(await fault.textContent()).toMatch(said);
      expect(await page.getByText('as text').isVisible()).toBe(true);
      await page.getByRole('button', { name: 'Play after' }).waitFor();
    });
  });

  test('a card given as a property is shown, and another after it', async () => {
    await open('<audiate-sound></audiate-sound>', async (page) => {
      const give = (title: string) =>
        page.evaluate(
          `document.querySelector('audiate-sound').card = { title: ${JSON.stringify(title)}, audio: new Float32Array(800).fill(0.1), sampleRate: 8000 }`,
        );
      await give('first');
      await page.getByRole('button', { name: 'Play first' }).waitFor();
      await give('second');
      await page.getByRole('button', { name: 'Play second' }).waitFor();
      const mistake = page.evaluate(`document.querySelector('audiate-sound').card = { audio: [], sampleRate: 8000 }`);
      await expect(mistake).rejects.toThrow('audio must be a Float32Array of samples');
    });
  });

  test('an address that never answers holds up no other, and a play that waits for one ends with its element', async () => {
    const [hangs, after] = ['hangs', 'after'].map((name) => `<audiate-sound src="${name}.wav" label="${name}">`);
    await open(`${hangs}</audiate-sound>${after}</audiate-sound>`, async (page) => {
      await page.getByRole('button', { name: 'Play after' }).waitFor();
      const given = await page.evaluate<boolean>(`(async () => {
        show('<audiate-sound compact label="late" src="hangs.wav"></audiate-sound>');
        const element = document.querySelector('audiate-sound');
        let answer;
        const waits = new Promise((resolve) => (answer = resolve));
        const { fetch } = globalThis;
        globalThis.fetch = () => waits.then(() => fetch('a.wav'));
        element.shadowRoot.querySelector('button').click();
        element.remove();
        answer();
        // Long enough for the sound to load: what would play is made ready within.
        await (await fetch('a.wav')).arrayBuffer();
        await new Promise((resolve) => setTimeout(resolve, 300));
        return listen().contexts === 0;
      })()`);
      expect(given).toBe(true);
    });
  });

  test('one frame of the picture follows a sound, however often one seeks', async () => {
    await open('<audiate-sound src="a.wav" label="a tone"></audiate-sound>', async (page) => {
      await page.evaluate(`{
        const [ask, cancel] = [requestAnimationFrame, cancelAnimationFrame];
        globalThis.waiting = new Set();
        globalThis.requestAnimationFrame = (call) => {
          const id = ask((now) => { waiting.delete(id); call(now); });
          waiting.add(id);
          return id;
        };
        globalThis.cancelAnimationFrame = (id) => { waiting.delete(id); cancel(id); };
      }`);
      await page.getByRole('button', { name: 'Play a tone' }).click();
      await page.getByRole('button', { name: 'Stop a tone' }).waitFor();
      const most = await page.evaluate(`(async () => {
        const slider = document.querySelector('audiate-sound').shadowRoot.querySelector('input');
        let most = 0;
        for (let i = 0; i < 10; i++) {
          slider.value = '0.1';
          slider.dispatchEvent(new Event('input'));
          await new Promise((resolve) => setTimeout(resolve));
          most = Math.max(most, waiting.size);
        }
        return most;
      })()`);
      expect(most).toBe(1);
    });
  });

  test('a card that was given before the element was defined is shown; a rate that no browser plays is told', async () => {
    await open('', async (page) => {
      await page.evaluate(`{
        const { content } = Object.assign(document.createElement('template'), { innerHTML: '<audiate-sound></audiate-sound>' });
        content.firstChild.card = { title: 'early', audio: new Float32Array(2000).fill(0.1), sampleRate: 2000 };
        document.querySelector('main').append(content);
      }`);
      await page.getByRole('button', { name: 'Play early' }).click();
      await page.getByRole('alert').getByText('this browser plays no sound of 2000 Hz').waitFor();
    });
  });
});
