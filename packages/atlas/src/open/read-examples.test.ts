import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { SPEECH, SPEECH_SOUNDS, STRETCH_COLUMNS } from '../map/stretch-columns.js';
import type { StretchRow } from '../map/stretch-row.js';
import { writeRows } from '../rows/write-rows.js';
import { atlasServer } from '../testing/atlas-server.js';
import { emptyFolder } from '../testing/small-atlas.js';
import { writeSyntheticAtlas } from '../testing/synthetic-atlas.js';
import { syntheticSpeech, writeWithSpeech } from '../testing/synthetic-speech.js';
import { openMap } from './open-map.js';

async function made(change: Parameters<typeof writeWithSpeech>[2] = {}) {
  const folder = await emptyFolder();
  const map = await writeSyntheticAtlas(folder, { units: 8, sounds: 1, layers: 2 });
  await writeWithSpeech(folder, map, change);
  return folder;
}

describe('examples', () => {
  test('come with a request for what is said and one for each sound, when they are asked for', async () => {
    const folder = await made();
    const files = new Map<string, Uint8Array>();
    for (const name of ['map.parquet', SPEECH, SPEECH_SOUNDS]) files.set(name, await readFile(join(folder, name)));
    const { address, asked } = await atlasServer(files);
    const { examples, speech } = await openMap(address);
    expect(asked).toEqual(['GET map.parquet']);
    const found = await examples('encoder.1', 2);
    expect(found.map(({ stretch, score, from, said }) => [stretch, score, from, said])).toEqual([
      [0, 3, 0, 'IY S 0'],
      [1, 2.5, -0.1, 'IY S 1'],
      [2, 1, 6.4, 'IY S 2'],
    ]);
    expect([found[0]!.file, found[0]!.transcript, found[1]!.file]).toEqual([
      'speaker 0/recording-0.flac',
      'she sees the sea',
      undefined,
    ]);
    const { soundOffset, soundBytes, soundSha256 } = (await syntheticSpeech()).rows[1]!;
    expect(await sha256(await speech(1))).toBe(soundSha256);
    expect(await examples('encoder.0', 0)).toEqual([]);
    expect(asked.slice(1)).toEqual([
      `GET ${SPEECH}`,
      `GET ${SPEECH_SOUNDS} ${soundOffset}-${soundOffset + soundBytes - 1}`,
    ]);
    await expect(examples('encoder.7', 0)).rejects.toThrow(/has no unit "encoder\.7:0"/);
    await expect(speech(6)).rejects.toThrow(/has no stretch 6/);
  });

  test('a map that was made without has none', async () => {
    const folder = await emptyFolder();
    await writeSyntheticAtlas(folder, { units: 8, sounds: 1, layers: 2 });
    const { examples, speech } = await openMap(folder);
    expect(await examples('encoder.1', 2)).toEqual([]);
    await expect(speech(0)).rejects.toThrow(/map\.parquet" was made without examples; hear the speech again/);
  });

  test('what was missing is looked for again', async () => {
    const folder = await made();
    const table = await readFile(join(folder, SPEECH));
    await rm(join(folder, SPEECH));
    const { examples } = await openMap(folder);
    await expect(examples('encoder.1', 2)).rejects.toThrow(/can't read ".*speech\.parquet": ENOENT/);
    await writeFile(join(folder, SPEECH), table);
    expect(await examples('encoder.1', 2)).toHaveLength(3);
  });
});

describe('refused', () => {
  let rows: StretchRow[];
  beforeAll(async () => {
    rows = (await syntheticSpeech()).rows;
  });
  const withRow = (change: Partial<StretchRow>) =>
    made({ rows: rows.map((row, i) => (i === 3 ? { ...row, ...change } : row)) });

  test.each<[Partial<StretchRow>, RegExp]>([
    [{ file: 'x'.repeat(1001) }, /^".*speech\.parquet" has 1001 letters for file, more than 1000, in row 3; make/],
    [{ said: 'x'.repeat(1001) }, /has 1001 letters for said/],
    [{ transcript: 'x'.repeat(1001) }, /has 1001 letters for transcript/],
    [{ recording: -1 }, /has the recording -1 in row 3/],
    [{ from: Number.NaN }, /has the beginning NaN s/],
    [{ from: 1e9 }, /has the beginning 1000000000 s/],
    [{ seconds: 0 }, /has a stretch of 0 s/],
    [{ gain: Number.POSITIVE_INFINITY }, /has the gain Infinity/],
    [{ soundSha256: '../../etc/passwd' }, /has the hash "\.\.\/\.\.\/etc\/passwd"/],
    [{ soundOffset: -1 }, /has the place -1, /],
    [{ soundBytes: 2 ** 27 }, /has the place \d+, 134217728/],
  ])('a stretch with %j', async (change, message) => {
    const { examples } = await openMap(await withRow(change));
    await expect(examples('encoder.1', 2)).rejects.toThrow(message);
    await expect(examples('encoder.1', 2)).rejects.toBeInstanceOf(InputError);
  });

  test('more stretches than are ever heard, before any is read', async () => {
    const many = Array.from({ length: 1025 }, () => rows[0]!);
    const table = (await writeRows(STRETCH_COLUMNS, many, { format: 1 })).fill(7, 4, 60);
    const folder = await made({ facts: { speech: await sha256(table) } });
    await writeFile(join(folder, SPEECH), table);
    const { examples } = await openMap(folder);
    await expect(examples('encoder.1', 2)).rejects.toThrow(/has 1025 stretches of speech, more than 1024/);
  });

  test.each([
    [[6], [1]],
    [[-1], [1]],
    [[0.5], [1]],
    [[0, 1], [1]],
    [[0], [Number.NaN]],
    [Array(17).fill(0), Array(17).fill(1)],
  ])('a unit whose examples are %j with %j', async (examples, exampleScores) => {
    const { examples: ask } = await openMap(await made({ examples: () => ({ examples, exampleScores }) }));
    await expect(ask('encoder.0', 1)).rejects.toThrow(/^row 1 of ".*map\.parquet" has examples that ".*" lacks; make/);
  });

  test('speech of another map, another sound, and a hash that is none', async () => {
    const folder = await made();
    const other = await made({ rows: rows.map((row) => ({ ...row, from: row.from + 1 })) });
    await writeFile(join(folder, SPEECH), await readFile(join(other, SPEECH)));
    await expect((await openMap(folder)).examples('encoder.1', 2)).rejects.toThrow(/is not the speech of this map/);
    const changed = (await readFile(join(other, SPEECH_SOUNDS))).fill(7, rows[0]!.soundOffset + 40);
    await writeFile(join(other, SPEECH_SOUNDS), changed);
    await expect((await openMap(other)).speech(0)).rejects.toThrow(
      /speech\.tar" does not hold stretch 0 of the speech/,
    );
    await expect(openMap(await made({ facts: { speech: '../x' } }))).rejects.toThrow(/has the hash "\.\.\/x"; make/);
  });
});
