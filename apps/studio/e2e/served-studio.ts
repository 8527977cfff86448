import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';
import { withPage } from '../../../tools/browser/chromium.ts';

const FLAGS = [
  '--disable-gpu',
  // The microphone is a beep, and is given without asking.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // No name can be looked up: whatever would leave the machine fails.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** A studio that was built and is served, and what its page asked for. */
export interface Served {
  readonly page: Page;
  readonly address: string;
  /** The address of every request so far. */
  readonly requests: readonly string[];
  /** Errors that nobody caught, and what the console calls an error. */
  readonly errors: readonly string[];
}

/** What goes into the folder beside the pages, and how Chromium is started. */
interface Beside {
  /** Writes into the folder that is served. */
  prepare?(folder: string): Promise<unknown>;
  /** Flags beside those of every page. */
  readonly flags?: readonly string[];
}

/** Builds the studio, serves it, and opens an empty page of Chromium for the time of `use`. */
export async function withStudio<T>(use: (served: Served) => Promise<T>, beside: Beside = {}): Promise<T> {
  const configFile = join(import.meta.dirname, '../vite.config.ts');
  const outDir = await mkdtemp(join(tmpdir(), 'audiate-studio-'));
  try {
    await build({ configFile, logLevel: 'error', build: { outDir } });
    await beside.prepare?.(outDir);
    const server = await preview({
      configFile,
      logLevel: 'error',
      build: { outDir },
      preview: { port: 0, host: '127.0.0.1' },
    });
    const address = server.resolvedUrls!.local[0]!;
    const open = async (page: Page) => {
      const requests: string[] = [];
      const errors: string[] = [];
      page.context().on('request', (request) => requests.push(request.url()));
      page.on('pageerror', ({ message }) => errors.push(message));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      return use({ page, address, requests, errors });
    };
    return await withPage('about:blank', open, [...FLAGS, ...(beside.flags ?? [])]).finally(() => server.close());
  } finally {
    await rm(outDir, { recursive: true });
  }
}
