import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Only a page that hangs takes so long. */
const PATIENCE_MS = 240_000;

/** Whether there is a Chromium to open pages in. */
export const hasChromium = existsSync(CHROMIUM);

/** Flags of Chromium that pages get unless others are given: no GPU. */
export const NO_GPU = ['--disable-gpu'];

/**
 * Opens an address in Chromium for the time of `use`.
 * @throws Error when there is no Chromium, with how to get it.
 */
export async function withPage<T>(
  url: string,
  use: (page: Page) => Promise<T>,
  flags: readonly string[] = NO_GPU,
): Promise<T> {
  if (!hasChromium) {
    throw new Error(
      `no Chromium at ${CHROMIUM}; install it (Debian: apt-get install chromium) or set CHROMIUM to its path`,
    );
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...flags] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(url);
    return await use(page);
  } finally {
    await browser.close();
  }
}

/** What a page of a try has in its element `log` once it is done or has failed. */
export async function logOf(page: Page): Promise<string> {
  const log = page.locator('#log');
  await log.filter({ hasText: /^(done|failed)/ }).waitFor();
  return (await log.textContent())!;
}

/** Chromium in a sandboxed or offline machine: no calls home. */
const QUIET = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
