import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { build, type InlineConfig, preview } from 'vite';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether there is a Chromium to open pages in. */
export const hasChromium = existsSync(CHROMIUM);

/** How a page is built and opened. */
export interface PageOptions {
  /** Flags for Chromium beside {@link QUIET}; no GPU unless they say otherwise. */
  readonly flags?: readonly string[];
  /** What follows the page's address; nothing unless given. */
  readonly path?: string;
  /** Settings of Vite beside the folder. */
  readonly vite?: InlineConfig;
}

/**
 * Builds the page of a folder by Vite, serves it and opens it in Chromium for the time of `use`.
 * @throws Error when there is no Chromium, with how to get it.
 */
export async function withBuiltPage<T>(
  folder: string,
  { flags = ['--disable-gpu'], path = '', vite = {} }: PageOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  if (!hasChromium) {
    throw new Error(
      `no Chromium at ${CHROMIUM}; install it (Debian: apt-get install chromium) or set CHROMIUM to its path`,
    );
  }
  const settings: InlineConfig = { configFile: false, root: folder, logLevel: 'error', ...vite };
  await build({ ...settings, build: { target: 'es2022', ...vite.build } });
  const server = await preview({ ...settings, preview: { port: 0, host: '127.0.0.1' } });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...flags] });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls!.local[0]!}${path}`);
    return await use(page);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Chromium in a sandboxed or offline machine: no calls home. */
const QUIET = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
