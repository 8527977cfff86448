import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { objectives, render, reviveSettings } from '@audiate/core';
import { sha256 } from '@audiate/media';
import { describe, expect, test } from 'vitest';
import { mergeAtlas } from '../merge/merge-atlas.js';
import { openAtlas } from '../open/open-atlas.js';
import { smallAtlas } from '../testing/small-atlas.js';
import { runAtlas } from './run-atlas.js';

const engine = 'cpu';

describe('an atlas from plan to index', () => {
  test('has every unit once, and the sounds that render makes', async () => {
    const { folder, model, plan } = await smallAtlas();
    const told: number[] = [];
    const end = await runAtlas(folder, model, { engine, onProgress: ({ done }) => told.push(done) });
    expect(end).toEqual({ stopped: 'done', finished: 3, elsewhere: 0, of: 3 });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(10);
    expect(await readdir(join(folder, 'work'))).toEqual([]);

    const out = join(folder, 'merged');
    expect(await mergeAtlas(folder, out)).toEqual({ units: 10, archives: 3 });
    const atlas = await openAtlas(out);
    expect(atlas.units.map(({ layer, unit }) => `${layer}:${unit}`)).toEqual([
      ...[2, 3, 4, 5, 6, 7].map((unit) => `conv.0:${unit}`),
      ...[0, 1, 2, 3].map((unit) => `conv.1:${unit}`),
    ]);

    const { batch: _, ...settings } = reviveSettings(plan.settings);
    const pair = objectives.each([4, 5].map((unit) => objectives.channel('conv.0', unit)));
    const { audio, scores } = await render(model, pair, { ...settings, engine });
    for (const [item, samples] of audio.entries()) {
      const row = await atlas.unit('conv.0', 4 + item);
      expect(row.audioSha256).toBe(await sha256(new Uint8Array(samples.slice().buffer)));
      expect(row).toMatchObject({ item, score: scores[item], engine: 'cpu', stopped: 'done', sampleRate: 16_000 });
      expect(row.curve).toHaveLength(3);
      expect(JSON.parse(row.recipe).objective).toHaveLength(2);
      const flac = await atlas.sound('conv.0', 4 + item);
      expect([await sha256(flac), new TextDecoder().decode(flac.subarray(0, 4))]).toEqual([row.soundSha256, 'fLaC']);
    }
    await expect(atlas.unit('conv.0', 9)).rejects.toThrow(/has no unit "conv\.0:9"/);
  });

  test('aborted, it goes on and ends with the same bits', async () => {
    const [straight, stopped] = [await smallAtlas(), await smallAtlas()];
    await runAtlas(straight.folder, straight.model, { engine });
    let calls = 0;
    for (let runs = 0; runs < 40; runs++) {
      const stop = new AbortController();
      const onProgress = () => ++calls % 4 === 0 && stop.abort();
      const end = await runAtlas(stopped.folder, stopped.model, { engine, signal: stop.signal, onProgress });
      if (end.stopped === 'done') break;
      expect(runs).toBeLessThan(39);
    }
    const hashes = async ({ folder }: { folder: string }) => {
      await mergeAtlas(folder, join(folder, 'merged'));
      return (await openAtlas(join(folder, 'merged'))).units.map(({ audioSha256 }) => audioSha256);
    };
    expect(await hashes(stopped)).toEqual(await hashes(straight));
  });

  test('two programs on one folder share the chunks', async () => {
    const { folder, model } = await smallAtlas();
    const ends = await Promise.all([runAtlas(folder, model, { engine }), runAtlas(folder, model, { engine })]);
    // A chunk that the other had is told as elsewhere, or found finished: none is rendered twice or left out.
    for (const { finished, elsewhere } of ends) expect(finished + elsewhere).toBe(3);
    const again = await runAtlas(folder, model, { engine });
    expect(again).toEqual({ stopped: 'done', finished: 3, elsewhere: 0, of: 3 });
    expect(await mergeAtlas(folder, join(folder, 'merged'))).toEqual({ units: 10, archives: 3 });
  });

  test('shards share nothing, and miss nothing', async () => {
    const { folder, model } = await smallAtlas();
    const second = await runAtlas(folder, model, { engine, shard: { index: 1, of: 2 } });
    expect(second).toMatchObject({ finished: 1, of: 1 });
    await expect(access(join(folder, 'chunks', '00000'))).rejects.toThrow();
    await expect(mergeAtlas(folder, join(folder, 'merged'))).rejects.toThrow(
      /2 of 3 chunks are not finished, 00000 the first/,
    );
    expect(await runAtlas(folder, model, { engine, shard: { index: 0, of: 2 } })).toMatchObject({ finished: 2, of: 2 });
    expect(await mergeAtlas(folder, join(folder, 'merged'))).toEqual({ units: 10, archives: 3 });
  });
});

describe('refused', () => {
  test('another model', async () => {
    const { folder, model } = await smallAtlas();
    const other = { ...model, fingerprint: 'other' };
    await expect(runAtlas(folder, other)).rejects.toThrow(/the plan is of .* \(fingerprint .*\), not of/);
  });

  test('a damaged chunk: another row, another sound', async () => {
    const { folder, model } = await smallAtlas();
    await runAtlas(folder, model, { engine });
    const chunk = (number: string, file: string) => join(folder, 'chunks', number, file);
    const merged = () => mergeAtlas(folder, join(folder, 'merged'));

    const sounds = await readFile(chunk('00000', 'sounds.tar'));
    await writeFile(
      chunk('00000', 'sounds.tar'),
      sounds.map((byte, i) => (i === 600 ? byte ^ 1 : byte)),
    );
    await expect(merged()).rejects.toThrow(/chunk 00000 is damaged: the sound of conv\.0:2 is not the one of its row/);
    await writeFile(chunk('00000', 'sounds.tar'), sounds);

    const units = await readFile(chunk('00000', 'units.parquet'));
    await writeFile(chunk('00000', 'units.parquet'), await readFile(chunk('00001', 'units.parquet')));
    await expect(merged()).rejects.toThrow(/chunk 00000 is damaged: it holds 2 of 4 units/);
    await writeFile(chunk('00000', 'units.parquet'), units.subarray(0, -9));
    await expect(merged()).rejects.toThrow(/units\.parquet" is no index of an atlas, or damaged/);
  });
});
