import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

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
  const lent = lend(flags);
  clearTimeout(lent.closing);
  lent.users++;
  try {
    const page = await (await lent.browser).newPage();
    try {
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(url);
      return await use(page);
    } finally {
      await page.close();
    }
  } finally {
    lent.users--;
    if (lent.users === 0) lent.closing = setTimeout(lent.close, KEPT_MS);
  }
}

/** A Chromium for all pages of its flags, each with storage and caches of its own: starting one takes seconds. */
interface Lent {
  readonly browser: Promise<Browser>;
  /** Pages that are open. */
  users: number;
  /** Closes it once it had none for a while. */
  closing?: NodeJS.Timeout;
  close(): void;
}

const KEPT_MS = 1_000;
const browsers = new Map<string, Lent>();

function lend(flags: readonly string[]): Lent {
  const key = flags.join(' ');
  const present = browsers.get(key);
  if (present) return present;
  const browser = chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...flags] });
  const forget = () => {
    if (browsers.get(key) === lent) browsers.delete(key);
  };
  const close = () => {
    forget();
    browser.then((open) => open.close()).catch(() => {});
  };
  const lent: Lent = { browser, users: 0, close };
  browser.then((open) => open.on('disconnected', forget), forget);
  browsers.set(key, lent);
  return lent;
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
