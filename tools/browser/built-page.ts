import type { Page } from 'playwright-core';
import { build, type InlineConfig, preview } from 'vite';
import { NO_GPU, withPage } from './chromium.ts';

/** How a page is built and opened. */
export interface PageOptions {
  /** Flags for Chromium; no GPU unless they say otherwise. */
  readonly flags?: readonly string[];
  /** What follows the page's address; nothing unless given. */
  readonly path?: string;
  /** Settings of Vite beside the folder. */
  readonly vite?: InlineConfig;
}

/** Builds the page of a folder by Vite, serves it and opens it in Chromium for the time of `use`. */
export async function withBuiltPage<T>(
  folder: string,
  { flags = NO_GPU, path = '', vite = {} }: PageOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const settings: InlineConfig = { configFile: false, root: folder, logLevel: 'error', ...vite };
  await build({ ...settings, build: { target: 'es2022', ...vite.build } });
  const server = await preview({ ...settings, preview: { port: 0, host: '127.0.0.1' } });
  try {
    return await withPage(`${server.resolvedUrls!.local[0]!}${path}`, use, flags);
  } finally {
    await server.close();
  }
}
