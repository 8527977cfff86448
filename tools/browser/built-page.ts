import type { Page } from 'playwright-core';
import { build, type InlineConfig, preview } from 'vite';
import { NO_GPU, withPage } from './chromium.ts';

/** How a page is built and opened. */
export interface PageOptions {
  /** Flags for Chromium; no GPU unless they say otherwise. */
  readonly flags?: readonly string[];
  /** What follows the page's address; nothing unless given. */
  readonly path?: string;
  /** Headers with which the page and its files are served; none of their own unless given. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Settings of Vite beside the folder. */
  readonly vite?: InlineConfig;
}

/** Builds the page of a folder by Vite, serves it and opens it in Chromium for the time of `use`. */
export async function withBuiltPage<T>(
  folder: string,
  options: PageOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  await buildPage(folder, options);
  return withServedPage(folder, options, use);
}

/** Builds the page of a folder by Vite, to be opened several times. */
export async function buildPage(folder: string, { vite = {} }: PageOptions): Promise<void> {
  await build({ ...settingsOf(folder, vite), build: { target: 'es2022', ...vite.build } });
}

/** Serves the page that was built of a folder and opens it in Chromium for the time of `use`. */
export async function withServedPage<T>(
  folder: string,
  { flags = NO_GPU, path = '', headers = {}, vite = {} }: PageOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const served = { port: 0, host: '127.0.0.1', headers };
  const server = await preview({ ...settingsOf(folder, vite), preview: served });
  try {
    return await withPage(`${server.resolvedUrls!.local[0]!}${path}`, use, flags);
  } finally {
    await server.close();
  }
}

const settingsOf = (folder: string, vite: InlineConfig): InlineConfig => ({
  configFile: false,
  root: folder,
  logLevel: 'error',
  ...vite,
});
