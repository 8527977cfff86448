import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { MAP_COLUMNS } from '../map/map-columns.js';
import type { MapRow } from '../map/map-row.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import { writeRows } from '../rows/write-rows.js';
import { atlasServer } from '../testing/atlas-server.js';
import { emptyFolder } from '../testing/small-atlas.js';
import { SYNTHETIC_FACTS, syntheticRows, writeSyntheticAtlas } from '../testing/synthetic-atlas.js';
import { openAtlas } from './open-atlas.js';
import { openMap } from './open-map.js';

const UNITS = 40;
const NAMES = ['index.parquet', 'map.parquet', 'sounds/00000.tar'];

async function made() {
  const folder = await emptyFolder();
  const rows = await writeSyntheticAtlas(folder, { units: UNITS, sounds: 3, layers: 2 });
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const name of NAMES) files.set(name, new Uint8Array(await readFile(join(folder, name))));
  return { folder, rows, files };
}

describe('a map', () => {
  test('is the same from a folder, an address and files; units and sounds come when they are asked for', async () => {
    const { folder, rows, files } = await made();
    const { address, asked } = await atlasServer(files);
    const blobs = new Map([...files].map(([name, bytes]) => [name, new Blob([bytes])]));
    for (const source of [folder, address, blobs]) {
      const { facts, units, unit, sound } = await openMap(source);
      expect(facts).toEqual(SYNTHETIC_FACTS);
      expect(units).toEqual(rows.map((row) => ({ ...row, x: Math.fround(row.x), y: Math.fround(row.y) })));
      const before = await sound('encoder.1', 3);
      const row = await unit('encoder.1', 3);
      expect([row.curve.length, JSON.parse(row.recipe).steps]).toEqual([64, 64]);
      expect([await sha256(before), await sha256(await sound('encoder.1', 3))]).toEqual([
        row.soundSha256,
        row.soundSha256,
      ]);
      await expect(sound('encoder.7', 0)).rejects.toThrow(/has no unit "encoder\.7:0"/);
    }
    const { soundOffset, soundBytes } = rows[UNITS / 2 + 3]!;
    const range = `${soundOffset}-${soundOffset + soundBytes - 1}`;
    expect(asked).toEqual([
      'GET map.parquet',
      `GET sounds/00000.tar ${range}`,
      'HEAD index.parquet',
      'GET index.parquet',
      `GET sounds/00000.tar ${range}`,
    ]);
  });

  test('an address keeps its query and needs no slash; a whole atlas opens over HTTP, too', async () => {
    const { files, rows } = await made();
    const { address } = await atlasServer(files, {
      instead: ({ url }, response) => !url!.endsWith('?token=1') && Boolean(response.writeHead(403).end()),
    });
    await expect(openMap(address)).rejects.toThrow(/"http:.*map\.parquet": the server answers 403/);
    expect((await openMap(`${address.slice(0, -1)}?token=1#part`)).units).toHaveLength(UNITS);
    const { units, sound } = await openAtlas(`${address}?token=1`);
    expect(units).toHaveLength(UNITS);
    expect(await sound(units[5]!.layer, units[5]!.unit)).toHaveLength(rows[5]!.soundBytes);
  });

  test('a server without ranges gives the map, and one sentence for a sound', async () => {
    const { files } = await made();
    const { address } = await atlasServer(files, { ranges: false });
    const { units, sound } = await openMap(address);
    expect(units).toHaveLength(UNITS);
    await expect(sound('encoder.0', 1)).rejects.toThrow(
      /^can't read "http:.*sounds\/00000\.tar": its server gives no ranges of it, .*; serve it with ranges \(Accept-Ranges: bytes\)$/,
    );
  });

  test('a redirect to another origin is followed, and what comes from there is checked', async () => {
    const { files } = await made();
    const [good, bad] = [
      await atlasServer(files),
      await atlasServer(new Map([...files].map(([name, bytes]) => [name, bytes.map((byte) => byte ^ 1)]))),
    ];
    let to = good.address;
    const { address } = await atlasServer(files, {
      instead: ({ url }, response) =>
        url!.includes('sounds/') && Boolean(response.writeHead(302, { Location: `${to}sounds/00000.tar` }).end()),
    });
    const { unit, sound } = await openMap(address);
    const { soundSha256 } = await unit('encoder.0', 2);
    expect(await sha256(await sound('encoder.0', 2))).toBe(soundSha256);
    to = bad.address;
    await expect(sound('encoder.0', 2)).rejects.toThrow(/does not hold the sound of "encoder\.0:2"/);
  });
});

describe('refused', () => {
  const openWith = async (change: Partial<MapRow>, facts: object = SYNTHETIC_FACTS) => {
    const { folder, rows } = await made();
    const changed = rows.map((row, i) => (i === 7 ? { ...row, ...change } : row));
    await writeFile(join(folder, 'map.parquet'), await writeRows(MAP_COLUMNS, changed, facts));
    return openMap(folder);
  };

  test.each<[Partial<MapRow>, RegExp]>([
    [{ layer: 'x'.repeat(201) }, /^row 7 of ".*map\.parquet" has a layer of 201 letters, more than 200/],
    [{ label: 'x'.repeat(201) }, /has a label of 201 letters/],
    [{ unit: -1 }, /has the unit "encoder\.0:-1"/],
    [{ x: 1.5 }, /has the place 1\.5, .*, off the map/],
    [{ y: Number.NaN }, /off the map/],
    [{ percentile: 101 }, /has the percentile 101/],
    [{ auc: -0.1 }, /has the auc -0\.1/],
    [{ pitch: 1.1 }, /has the pitch 1\.1/],
    [{ voicing: Number.NEGATIVE_INFINITY }, /has the voicing -Infinity/],
    [{ score: Number.POSITIVE_INFINITY }, /has the score Infinity/],
    [{ seconds: 1e9 }, /has a sound of 1000000000 s/],
    [{ gain: 0 }, /has the gain 0/],
    [{ sampleRate: Number.NaN }, /has the sample rate NaN/],
    [{ soundFile: '../../etc/passwd' }, /names "\.\.\/\.\.\/etc\/passwd" for "encoder\.0:7", which is no archive/],
    [{ soundFile: 'https://evil.example/a.tar' }, /which is no archive/],
    [{ soundOffset: -1 }, /which is no archive/],
    [{ soundBytes: 2 ** 27 }, /which is no archive/],
  ])('a row with %j', async (change, message) => {
    await expect(openWith(change)).rejects.toThrow(message);
    await expect(openWith(change)).rejects.toBeInstanceOf(InputError);
  });

  test('a map that was made before there were such columns opens', async () => {
    const { folder, rows } = await made();
    const columns = MAP_COLUMNS.filter(([name]) => !['pitch', 'loudness', 'voicing'].includes(name));
    await writeFile(join(folder, 'map.parquet'), await writeRows(columns, rows, SYNTHETIC_FACTS));
    const { units } = await openMap(folder);
    expect([units[7]!.auc, units[7]!.loudness]).toEqual([rows[7]!.auc, undefined]);
    const less = columns.filter(([name]) => name !== 'score');
    await writeFile(join(folder, 'map.parquet'), await writeRows(less, rows, SYNTHETIC_FACTS));
    await expect(openMap(folder)).rejects.toThrow(
      /is no index of an atlas, or damaged: parquet column not found: score/,
    );
  });

  test('what was not finite when it was measured is no mistake', async () => {
    expect((await openWith({ score: Number.NaN, percentile: Number.NaN })).units[7]!.score).toBeNaN();
  });

  test.each([
    [{ ...SYNTHETIC_FACTS, format: 2 }, /the format of an atlas must be 1, got 2/],
    [{ format: 1 }, /does not name its model/],
    [{ ...SYNTHETIC_FACTS, source: 7 }, /does not name its model/],
    [{ ...SYNTHETIC_FACTS, labels: { kind: 7 } }, /the map's labels are by 7, which is no name; make the map anew/],
  ])('facts %j', async (facts, message) => {
    await expect(openWith({}, facts)).rejects.toThrow(message);
  });

  test('a map of another index, and a damaged one', async () => {
    const { folder } = await made();
    const { index } = await syntheticRows({ units: UNITS, layers: 2 });
    const swapped = [...index].reverse();
    await writeFile(join(folder, 'index.parquet'), await writeRows(UNIT_COLUMNS, swapped, { format: 1 }));
    await expect((await openMap(folder)).unit('encoder.0', 0)).rejects.toThrow(
      /row 0 of ".*index\.parquet" is not "encoder\.0:0"; make the map anew/,
    );
    await writeFile(join(folder, 'index.parquet'), await writeRows(UNIT_COLUMNS, index.slice(1), { format: 1 }));
    await expect((await openMap(folder)).unit('encoder.0', 0)).rejects.toThrow(/has 40 units and the index 39/);
    await writeFile(join(folder, 'map.parquet'), 'PAR1 and nothing more');
    await expect(openMap(folder)).rejects.toThrow(/map\.parquet" is no index of an atlas, or damaged/);
  });

  test('a map that is larger than any', async () => {
    const { files } = await made();
    const { address } = await atlasServer(files, {
      instead: ({ method }, response) =>
        method === 'GET' && Boolean(response.writeHead(200, { 'Content-Length': 2 ** 30 }).flushHeaders() ?? true),
    });
    await expect(openMap(address)).rejects.toThrow(
      /map\.parquet": it has 1073741824 bytes, and 134217728 are the most$/,
    );
    const { address: silent } = await atlasServer(files, {
      instead({ method }, response) {
        if (method === 'GET') for (let i = 0; i < 135; i++) response.write(new Uint8Array(2 ** 20));
        return method === 'GET';
      },
    });
    await expect(openMap(silent)).rejects.toThrow(/it has more bytes, and 134217728 are the most$/);
    const blob = Object.defineProperty(new Blob(['no map']), 'size', { value: 2 ** 27 + 1 });
    const large = new Map([['map.parquet', blob]]);
    await expect(openMap(large)).rejects.toThrow(/"map\.parquet" has 134217729 bytes, and 134217728 are the most$/);
  });

  test.each<[string | ReadonlyMap<string, Blob>, RegExp]>([
    ['ftp://host/atlas/', /an atlas is in a folder or at an address of http: or https:, not at "ftp:/],
    ['nowhere', /can't read "nowhere\/map\.parquet": ENOENT/],
    [new Map<string, Blob>(), /"map\.parquet" is not among the files; choose the whole folder of the atlas/],
  ])('%s', async (source, message) => {
    await expect(openMap(source)).rejects.toThrow(message);
  });
});
