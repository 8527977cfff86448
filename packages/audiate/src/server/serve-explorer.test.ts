import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderStore } from '@audiate/atlas';
import { expect, onTestFinished, test } from 'vitest';
import { serveExplorer } from './serve-explorer.js';

async function served() {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-explorer-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [studio, atlas] = [join(folder, 'studio'), join(folder, 'my atlas')];
  await mkdir(studio);
  await mkdir(join(atlas, 'sounds'), { recursive: true });
  await writeFile(join(studio, 'atlas.html'), 'the explorer');
  await writeFile(join(studio, 'index.html'), 'the studio');
  await writeFile(join(atlas, 'map.parquet'), 'PAR1 the map');
  await writeFile(join(atlas, 'sounds/00000.tar'), '0123456789');
  await writeFile(join(atlas, 'speech.parquet'), 'PAR1 the speech');
  await writeFile(join(atlas, 'speech.tar'), 'abcdefghij');
  await writeFile(join(atlas, 'notes.txt'), 'private');
  await writeFile(join(folder, 'secret.tar'), 'secret');
  const server = await serveExplorer({ studio, atlas: folderStore(atlas), port: 0 });
  onTestFinished(server.close);
  return { address: server.address, origin: new URL(server.address).origin };
}

test('the page and the atlas beside it are served, sounds in ranges', async () => {
  const { address, origin } = await served();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/atlas\.html$/);
  expect(await (await fetch(address)).text()).toBe('the explorer');
  expect(await (await fetch(origin)).text()).toBe('the explorer');
  expect(await (await fetch(`${origin}/index.html`)).text()).toBe('the studio');
  expect(await (await fetch(`${origin}/atlas/map.parquet`)).text()).toBe('PAR1 the map');
  expect(await (await fetch(`${origin}/atlas/speech.parquet`)).text()).toBe('PAR1 the speech');
  const said = await fetch(`${origin}/atlas/speech.tar`, { headers: { Range: 'bytes=0-2' } });
  expect([said.status, await said.text()]).toEqual([206, 'abc']);
  const part = await fetch(`${origin}/atlas/sounds/00000.tar`, { headers: { Range: 'bytes=2-5' } });
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '2345', 'bytes 2-5/10']);
  expect(part.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

test.each([
  '/atlas/notes.txt',
  '/atlas/',
  '/atlas/index.parquet',
  '/atlas/sounds/00001.tar',
  '/atlas/sounds.tar',
  '/atlas/sounds/../../secret.tar',
  '/atlas/..%2fsecret.tar',
  '/atlas/sounds/%2e%2e/notes.txt',
])('%s is not there', async (path) => {
  const { origin } = await served();
  const status = await new Promise<number>((resolve, reject) => {
    // As it is written: fetch would tidy the path.
    request({ port: new URL(origin).port, path, host: '127.0.0.1' }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(404);
});
