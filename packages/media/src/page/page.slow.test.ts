import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { picture } from '../picture/picture.js';
import { encodeWav } from '../wav/encode.js';
import { writeWhole } from '../write-whole.js';
import { page } from './page.js';

const CHROMIUM = '/usr/bin/chromium';
const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;

const launch = () =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });

/** One evaluation: what Playwright waits with compiles a string in the page, and the page's policy forbids that. */
const PLAYABLE = `Promise.all([...document.querySelectorAll('audio')].map((player) => new Promise((heard, failed) => {
  if (player.readyState > 0) return heard();
  player.onloadedmetadata = heard;
  player.onerror = () => failed(player.error);
  player.load();
})))`;

test.skipIf(!existsSync(CHROMIUM)).each([
  { width: 1_280, colorScheme: 'light' as const, paper: 'rgb(246, 246, 248)' },
  { width: 1_280, colorScheme: 'dark' as const, paper: 'rgb(19, 19, 24)' },
  { width: 320, colorScheme: 'light' as const, paper: 'rgb(246, 246, 248)' },
])('Chromium shows the page at $width px, $colorScheme: no script, no request, no overflow', async (look) => {
  const content = {
    title: hostile,
    description: hostile,
    audio: Float32Array.from({ length: 16_384 }, (_, i) => Math.sin(i)),
    sampleRate: 16_000,
    facts: [{ name: 'an_unbroken_name_of_a_target_'.repeat(5), value: hostile }],
    curve: [0, 1, 2].map((step) => ({ step, score: step })),
  };
  const html = page({ title: hostile, intro: hostile, cards: [content, content] });
  const browser = await launch();
  try {
    const viewport = { width: look.width, height: 800 };
    const tab = await browser.newPage({ viewport, colorScheme: look.colorScheme });
    const events: string[] = [];
    tab.on('console', (message) => events.push(message.text()));
    tab.on('pageerror', (error) => events.push(String(error)));
    tab.on('dialog', (dialog) => {
      events.push(dialog.message());
      void dialog.dismiss();
    });
    tab.on('request', (request) => {
      if (!request.url().startsWith('data:')) events.push(request.url());
    });
    await tab.setContent(html, { waitUntil: 'load' });
    await tab.evaluate(PLAYABLE);
    const seen = await tab.evaluate(`({
      title: document.title,
      scripts: document.scripts.length,
      images: [...document.images].map((image) => image.naturalWidth),
      seconds: [...document.querySelectorAll('audio')].map((player) => player.duration),
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      paper: getComputedStyle(document.body).backgroundColor,
    })`);
    expect(seen).toEqual({
      title: hostile,
      scripts: 0,
      images: [640, 640],
      seconds: [1.024, 1.024],
      overflow: 0,
      paper: look.paper,
    });
    expect(events).toEqual([]);
  } finally {
    await browser.close();
  }
});

test.skipIf(!existsSync(CHROMIUM))('Chromium shows and plays linked files from a disk, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audiate-page-'));
  const audio = Float32Array.from({ length: 16_384 }, (_, i) => 0.1 * Math.sin(i));
  const card = { title: 'a tone', files: { picture: 'a tone.png', sound: 'a tone.wav' }, facts: [] };
  await writeWhole(
    folder,
    new Map<string, Uint8Array | string>([
      ['a tone.png', picture(audio, { sampleRate: 16_000 })],
      ['a tone.wav', encodeWav(audio, { sampleRate: 16_000 })],
      ['index.html', page({ title: 't', cards: [card], contents: true })],
    ]),
  );
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    const events: string[] = [];
    tab.on('console', (message) => events.push(message.text()));
    await tab.goto(pathToFileURL(join(folder, 'index.html')).href, { waitUntil: 'load' });
    await tab.evaluate("document.querySelector('audio').preload = 'auto'");
    await tab.evaluate(PLAYABLE);
    await tab.evaluate('document.images[0].decode()');
    expect(await tab.evaluate("[document.images[0].naturalWidth, document.querySelector('audio').duration]")).toEqual([
      1200, 1.024,
    ]);
    expect(events).toEqual([]);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
});
