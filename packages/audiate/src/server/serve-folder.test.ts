import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveFolder } from './serve-folder.js';

async function served() {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-serve-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'index.html'), 'a page');
  const server = await serveFolder(folder, 0);
  onTestFinished(() => server.close());
  return server;
}

/** The status that a request of another host name gets. */
function statusFor(address: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(address, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}

test('a folder is served, isolated, to this machine alone', async () => {
  const { address } = await served();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const answer = await fetch(address);
  expect(await answer.text()).toBe('a page');
  expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  for (const path of ['none.html', '../../etc/passwd', '%2e%2e/%2e%2e/etc/passwd']) {
    expect((await fetch(`${address}${path}`)).status).toBe(404);
  }
  expect(await statusFor(address, 'evil.example')).toBe(403);
  expect(await statusFor(address, 'localhost:80')).toBe(200);
});

test('a port that is taken is told', async () => {
  const { address } = await served();
  await expect(serveFolder('.', Number(new URL(address).port))).rejects.toThrow(
    /can't listen on port \d+ \(EADDRINUSE\)/,
  );
});
