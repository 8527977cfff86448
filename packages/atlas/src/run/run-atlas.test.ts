import { access, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { objectives, render, reviveSettings } from '@audiate/core';
import { inMemory } from '@audiate/dataset/ranges';
import { sha256 } from '@audiate/media';
import { lock } from 'proper-lockfile';
import { describe, expect, test } from 'vitest';
import { finishedChunks } from '../chunk/finished-chunks.js';
import { mergeAtlas } from '../merge/merge-atlas.js';
import { openAtlas } from '../open/open-atlas.js';
import { chunksOf } from '../plan/atlas-plan.js';
import { openRows } from '../rows/open-rows.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { writeRows } from '../rows/write-rows.js';
import { folderStore } from '../store/folder-store.js';
import { smallAtlas } from '../testing/small-atlas.js';
import { runAtlas } from './run-atlas.js';

const engine = 'wasm';

describe('an atlas from plan to index', () => {
  test('has every unit once, and the sounds that render makes', async () => {
    const { folder, model, plan } = await smallAtlas();
    const told: number[] = [];
    const end = await runAtlas(folder, model, { engine, onProgress: ({ done }) => told.push(done) });
    expect(end).toEqual({ stopped: 'done', finished: 3, elsewhere: 0, failed: [], of: 3 });
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
      expect(row).toMatchObject({ item, score: scores[item], engine, stopped: 'done', sampleRate: 16_000 });
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

  test('two programs on one folder share the chunks, and none renders what another does', async () => {
    const { folder, model } = await smallAtlas();
    const rendered: string[] = [];
    const run = (name: string) =>
      runAtlas(folder, model, {
        engine,
        // A chunk is rendered by who tells of half of it.
        onProgress: ({ done, chunk: { number } }) => done % 1 > 0 && rendered.push(`${number} by ${name}`),
      });
    const ends = await Promise.all([run('one'), run('other')]);
    for (const { finished } of ends) expect(finished).toBe(3);
    expect(new Set(rendered).size).toBe(3);
    expect(await mergeAtlas(folder, join(folder, 'merged'))).toEqual({ units: 10, archives: 3 });
  });

  test('a claim that a killed program left is waited for; that of a living one is left to it', async () => {
    const { folder, model } = await smallAtlas();
    await mkdir(join(folder, 'work'));
    // As a program leaves it that is killed: a folder that nobody keeps fresh.
    await mkdir(join(folder, 'work', '00001.lock'));
    const release = await lock(join(folder, 'work', '00002'), { realpath: false, stale: 5000, update: 1000 });
    const end = await runAtlas(folder, model, { engine, deadAfterSeconds: 5 });
    await release();
    expect(end).toMatchObject({ stopped: 'done', finished: 2, elsewhere: 1, of: 3 });
    expect(await readdir(join(folder, 'chunks'))).toEqual(['00000', '00001']);
  });

  test('a chunk that can not be rendered does not keep the others from it', async () => {
    const { folder, model } = await smallAtlas();
    const file = join(folder, 'plan.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"layer": "conv.0"', '"layer": "conv.99"'));
    const { finished, failed } = await runAtlas(folder, model, { engine });
    expect([finished, failed.map(({ chunk }) => chunk)]).toEqual([2, [0]]);
    expect(failed[0]!.error.message).toContain('conv.99');
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
    await expect(runAtlas(folder, other)).rejects.toThrow(/the atlas is of .* \(fingerprint .*\), not of/);
  });

  test('a damaged chunk: another row, another sound', async () => {
    const { folder, model, plan } = await smallAtlas();
    await runAtlas(folder, model, { engine });
    const merged = () => mergeAtlas(folder, join(folder, 'merged'));
    const chunks = finishedChunks(folderStore(folder));
    const [first, second] = chunksOf(plan);
    const { units, sounds } = await chunks.read(first!);

    const flipped = sounds.map((byte, i) => (i === 600 ? byte ^ 1 : byte));
    await chunks.finish(first!, { units, sounds: flipped });
    await expect(merged()).rejects.toThrow(/chunk 00000 is damaged: the sound of conv\.0:2 is not the one of its row/);

    await chunks.finish(first!, { ...(await chunks.read(second!)), sounds });
    await expect(merged()).rejects.toThrow(/chunk 00000 is damaged: it holds 2 of 4 units/);
    const written = await openRows({ file: inMemory(units), source: 'units' }, UNIT_COLUMNS);
    const [rows, facts] = [(await written.read()) as UnitRow[], written.facts()];
    const hostile = rows.map((row) => ({ ...row, soundFile: '../../../etc/passwd' }));
    await chunks.finish(first!, { units: await writeRows(UNIT_COLUMNS, hostile, facts), sounds });
    await expect(merged()).rejects.toThrow(/chunk 00000 is damaged: the sound of conv\.0:2 is not the one of its row/);
    const another = await writeRows(UNIT_COLUMNS, rows, { ...facts, plan: 'another' });
    await chunks.finish(first!, { units: another, sounds });
    await expect(merged()).rejects.toThrow(/chunk 00000 is damaged: it is of another plan/);
    await chunks.finish(first!, { units: units.subarray(0, -9), sounds });
    await expect(merged()).rejects.toThrow(/chunk\.tar" is no index of an atlas, or damaged/);
    await truncate(join(folder, 'chunks', '00000', 'chunk.tar'), 700);
    await expect(merged()).rejects.toThrow(/chunks\/00000\/chunk\.tar in .* is damaged/);
    await expect(readFile(join(folder, 'merged', 'index.parquet'))).rejects.toThrow(/ENOENT/);
  });

  test('an archive that was cut', async () => {
    const { folder, model } = await smallAtlas();
    await runAtlas(folder, model, { engine });
    const out = join(folder, 'merged');
    await mergeAtlas(folder, out);
    await truncate(join(out, 'sounds', '00000.tar'), 600);
    const { sound } = await openAtlas(out);
    await expect(sound('conv.0', 2)).rejects.toThrow(
      /sounds\/00000\.tar" ends after 600 bytes, before \d+; merge the plan again/,
    );
  });
});
