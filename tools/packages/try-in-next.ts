import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { logOf, withPage } from '../browser/chromium.ts';
import { command } from './command.ts';
import { type Expected, expectSaid } from './expected.ts';

process.env.NEXT_TELEMETRY_DISABLED = '1';

/** A route handler and a client page of an application that Next.js built by one of its two bundlers. */
export async function tryInNext(
  folder: string,
  bundler: '--turbopack' | '--webpack',
  { inNode, inPage }: Expected,
): Promise<void> {
  const next = join(folder, 'node_modules/.bin/next');
  await rm(join(folder, '.next'), { recursive: true, force: true });
  command(folder, next, 'build', bundler);
  await withServer(folder, next, async (url) => {
    const route = await fetch(`${url}/render`);
    expectSaid(`next ${bundler} /render`, await route.text(), inNode);
    for (const [query, pattern] of Object.entries(inPage)) {
      expectSaid(`next ${bundler} /${query}`, await withPage(`${url}/${query}`, logOf), pattern);
    }
  });
}

async function withServer(folder: string, next: string, use: (url: string) => Promise<void>): Promise<void> {
  const port = await freePort();
  const server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], { cwd: folder });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (bytes) => (said += bytes));
  const url = `http://127.0.0.1:${port}`;
  try {
    for (
      let tries = 0;
      !(await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ));
      tries++
    ) {
      if (server.exitCode !== null || tries > 240) throw new Error(`next start does not answer:\n${said}`);
      await setTimeout(500);
    }
    await use(url);
  } finally {
    server.kill();
    await ended;
  }
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
