import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import type { Tarballs } from './pack.ts';
import { withProject } from './project.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Three steps in Chromium on a page that Vite built from an empty project. */
export async function tryInVite(tarballs: Tarballs): Promise<void> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `no Chromium at ${CHROMIUM}; install it (Debian: apt-get install chromium) or set CHROMIUM to its path`,
    );
  }
  await withProject('vite-project', tarballs, {
    tools: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    async use(folder) {
      await build({ root: folder, logLevel: 'error', build: { target: 'es2022' } });
      const server = await preview({ root: folder, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
      try {
        const page = await browser.newPage();
        await page.goto(server.resolvedUrls!.local[0]!);
        const log = page.locator('#log');
        await log.filter({ hasText: /^(done|failed)/ }).waitFor({ timeout: 120_000 });
        const text = (await log.textContent())!;
        if (!text.startsWith('done wasm')) throw new Error(`in Chromium: ${text}`);
        console.log(`in Chromium: ${text}`);
      } finally {
        await browser.close();
        await server.close();
      }
    },
  });
}

/** Chromium in a sandboxed or offline machine: no GPU, no calls home. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
