import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listeningTest } from './listening-test.js';
import type { Trial } from './trial.js';

const CHROMIUM = '/usr/bin/chromium';
const hostile = `</script><img src=x onerror="alert(1)">`;
const sampleRate = 16_000;
const tone = (hertz: number) => ({
  sampleRate,
  samples: Float32Array.from({ length: 800 }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / sampleRate)),
});
const trials: Trial[] = [
  ...[1, 2, 3].map((n) => ({
    name: `unit ${n}`,
    question: `${hostile} Which?`,
    reference: tone(100 * n),
    right: { name: `unit ${n}`, sound: tone(100 * n + 9) },
    wrong: { name: `=other ${n} ${hostile}`, sound: tone(1_000 * n) },
  })),
  { name: 'a word', sound: tone(500), right: 'hello', wrong: `goodbye ${hostile}` },
];

let browser: Browser;
let folder: string;
beforeAll(async () => {
  if (!existsSync(CHROMIUM)) return;
  folder = mkdtempSync(join(tmpdir(), 'audiate-listening-'));
  writeFileSync(join(folder, 'test.html'), listeningTest({ title: `A test ${hostile}`, intro: hostile, trials }));
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
});
afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

interface Opened {
  readonly tab: Page;
  /** What a page that behaves does not do: messages, errors, dialogs, requests. */
  readonly events: string[];
}

async function open(seed: number | undefined, look: { width?: number; colorScheme?: 'light' | 'dark' } = {}) {
  const { width = 1_280, colorScheme = 'light' } = look;
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, acceptDownloads: true });
  const tab = await context.newPage();
  const events: string[] = [];
  const address = pathToFileURL(join(folder, 'test.html')).href;
  tab.on('console', (message) => events.push(message.text()));
  tab.on('pageerror', (error) => events.push(String(error)));
  tab.on('dialog', (dialog) => {
    events.push(dialog.message());
    void dialog.dismiss();
  });
  tab.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && request.url() !== address) events.push(request.url());
  });
  await tab.goto(seed === undefined ? address : `${address}#seed=${seed}`);
  return { tab, events } satisfies Opened;
}

/** One evaluation each: what Playwright waits with compiles a string in the page, and the page's policy forbids that. */
const until = async (tab: Page, condition: string) => {
  const deadline = Date.now() + 60_000;
  while (!(await tab.evaluate(condition))) {
    if (Date.now() > deadline) throw new Error(`never: ${condition}`);
    await new Promise((wake) => setTimeout(wake, 10));
  }
};
const USABLE = "document.getElementById('choose-left').getAttribute('aria-disabled') === 'false'";
const isWord = (tab: Page) => tab.evaluate("document.getElementById('left').hidden");

/** Plays all clips of the trial that is shown. */
async function listen(tab: Page): Promise<void> {
  for (const key of (await isWord(tab)) ? ['r'] : ['r', 'a', 'b']) {
    await tab.keyboard.press(key);
    await until(tab, `document.getElementById('${{ r: 'heard', a: 'left', b: 'right' }[key]}').matches('.played')`);
  }
  await until(tab, USABLE);
}

/** Answers all trials on one side, by keys alone, and reads the file that is offered. */
async function answerAll(tab: Page, side: 'ArrowLeft' | 'ArrowRight'): Promise<string[][]> {
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  for (const _ of trials) {
    await listen(tab);
    await tab.keyboard.press(side);
  }
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.click('#download')]);
  expect(download.suggestedFilename()).toMatch(/^answers-seed-\d+\.csv$/);
  const text = readFileSync(await download.path(), 'utf8');
  return text
    .trim()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
      ),
    );
}

test.skipIf(!existsSync(CHROMIUM))(
  'by keys alone: every trial once, the file tells what was chosen, and the score is its share',
  async () => {
    const { tab, events } = await open(7);
    const [head, ...rows] = await answerAll(tab, 'ArrowLeft');
    expect(head).toEqual(['trial', 'left', 'right', 'answer', 'correct', 'response_ms', 'replays', 'seed']);
    expect(rows.map(([trial]) => trial).sort()).toEqual(['a word', 'unit 1', 'unit 2', 'unit 3']);
    for (const [trial, left, right, answer, correct, ms, replays, seed] of rows) {
      expect(answer).toBe(left);
      const wanted = trial === 'a word' ? 'hello' : trial;
      expect([left, right]).toContain(wanted);
      expect(correct).toBe(answer === wanted ? '1' : '0');
      expect(Number(ms)).toBeGreaterThan(0);
      expect([replays, seed]).toEqual(['0', '7']);
    }
    const score = rows.filter((row) => row[4] === '1').length;
    expect(await tab.textContent('#score')).toMatch(
      new RegExp(`^${score} of 4 right: ${25 * score} %\\. 95 % confidence interval`),
    );
    expect(rows.flat().filter((cell) => cell.startsWith('='))).toEqual([]);
    expect(events).toEqual([]);
    const [, ...others] = await answerAll((await open(7)).tab, 'ArrowRight');
    expect(others.map(([trial, left]) => [trial, left])).toEqual(rows.map(([trial, left]) => [trial, left]));
    expect(others.map((row) => row[4])).toEqual(rows.map((row) => (row[4] === '1' ? '0' : '1')));
  },
);

test.skipIf(!existsSync(CHROMIUM))(
  'each visit draws its own order; nothing shown tells the answer; no choice before all was heard',
  async () => {
    const { tab, events } = await open(undefined);
    await tab.click('#begin');
    const shown = (await tab.evaluate('document.body.innerText + document.title')) as string;
    expect(shown).not.toMatch(/unit \d|=other/);
    await tab.keyboard.press('ArrowLeft');
    await tab.click('#choose-right', { force: true });
    expect(await tab.textContent('#position')).toBe('Trial 1 of 4');
    await listen(tab);
    await tab.keyboard.press('r');
    await tab.evaluate("document.getElementById('keys').click()");
    await tab.keyboard.press('ArrowLeft');
    expect(await tab.textContent('#position')).toBe('Trial 1 of 4');
    await tab.evaluate("document.getElementById('keys').click()");
    await tab.click('#choose-right');
    expect(await tab.textContent('#position')).toBe('Trial 2 of 4');
    expect(await tab.evaluate('document.activeElement.id')).toBe('question');
    for (const _ of trials.slice(1)) {
      await listen(tab);
      await tab.click('#choose-left');
    }
    // A text area has line feeds alone.
    const csv = (await tab.evaluate("document.getElementById('csv').value")) as string;
    const [, ...replays] = csv
      .trim()
      .split('\n')
      .map((line) => line.split(',').at(-2));
    expect(replays).toEqual(['1', '0', '0', '0']);
    expect(events).toEqual([]);
  },
);

test.skipIf(!existsSync(CHROMIUM)).each([
  { width: 1_280, colorScheme: 'light' as const, paper: 'rgb(246, 246, 248)' },
  { width: 1_280, colorScheme: 'dark' as const, paper: 'rgb(19, 19, 24)' },
  { width: 320, colorScheme: 'dark' as const, paper: 'rgb(19, 19, 24)' },
])('fits $width px, $colorScheme: no overflow, every control has a name', async (look) => {
  const { tab, events } = await open(3, look);
  const fits = async () => {
    const seen = await tab.evaluate(`({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      paper: getComputedStyle(document.body).backgroundColor,
      unnamed: [...document.querySelectorAll('button, a, progress, textarea, input, section')].filter((e) => e.checkVisibility())
        .filter((e) => !(e.ariaLabel || e.getAttribute('aria-labelledby') || e.labels?.length || e.innerText.trim())).map((e) => e.id),
      images: document.images.length,
    })`);
    expect(seen).toEqual({ overflow: 0, paper: look.paper, unnamed: [], images: 0 });
    const { SCREENSHOTS } = process.env;
    if (SCREENSHOTS)
      await tab.screenshot({ path: join(SCREENSHOTS, `${look.width}-${look.colorScheme}-${n++}.png`), fullPage: true });
  };
  let n = 0;
  await fits();
  await tab.click('#begin');
  for (const _ of trials) {
    await fits();
    await listen(tab);
    await tab.click('#choose-left');
  }
  await fits();
  expect(events).toEqual([]);
});
