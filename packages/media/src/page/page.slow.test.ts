import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { page } from './page.js';

const CHROMIUM = '/usr/bin/chromium';
const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;

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
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...args, '--disable-component-update', '--disable-sync'],
  });
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
    await tab.waitForFunction("[...document.querySelectorAll('audio')].every((player) => player.readyState > 0)");
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
