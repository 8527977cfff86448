import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { objectives, scorer } from '@audiate/core';
import { readAudio } from '@audiate/dataset';
import { inMemory } from '@audiate/dataset/ranges';
import { speechWindows } from '@audiate/evaluate';
import { tinyB } from '@audiate/wav2vec2-tiny';
import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { expect, test } from 'vitest';
import { MAP, MAP_COLUMNS } from '../map/map-columns.js';
import type { MapRow } from '../map/map-row.js';
import { mergeAtlas } from '../merge/merge-atlas.js';
import { openAtlas } from '../open/open-atlas.js';
import { openMap } from '../open/open-map.js';
import { INDEX } from '../rows/file-names.js';
import { openRows } from '../rows/open-rows.js';
import { runAtlas } from '../run/run-atlas.js';
import { folderStore } from '../store/folder-store.js';
import type { Store } from '../store/store.js';
import { smallAtlas } from '../testing/small-atlas.js';
import { hearAtlas } from './hear-atlas.js';
import { readIndex } from './read-index.js';

const engine = 'wasm';
const SPEECH = ['librivox/sense_and_sensibility_01_austen_64kb-0880.wav', 'cards/001.wav'].map((name) =>
  join(import.meta.dirname, '../../../../fixtures/speech', name),
);

test('a map tells of each unit where its sound stands among speech, the same each time, and a wrong model leaves none', async () => {
  const { folder, model } = await smallAtlas();
  await runAtlas(folder, model, { engine });
  const merged = join(folder, 'merged');
  await mergeAtlas(folder, merged);
  const speech = await Promise.all(
    SPEECH.map(async (file) => ({
      ...(await readAudio(file, { sampleRate: model.sampleRate })),
      file: basename(file),
    })),
  );

  const other = await tinyB();
  await expect(hearAtlas(merged, other as never, speech, { engine })).rejects.toThrow(/the atlas is of/);
  await expect(hearAtlas(merged, model, [], { engine })).rejects.toThrow(/give at least one recording/);
  const aborted = hearAtlas(merged, model, speech, { engine, signal: AbortSignal.abort() });
  await expect(aborted).rejects.toThrow(/abort/);
  await expect(readFile(join(merged, MAP))).rejects.toThrow(/ENOENT/);

  const stages = new Set<string>();
  const how = { engine, windows: 40, onProgress: ({ stage }: { stage: string }) => stages.add(stage) } as const;
  const told = await hearAtlas(merged, model, speech, how);
  expect(told).toMatchObject({ units: 10, windows: 40 });
  expect([...stages]).toEqual(['hear', 'label', 'place']);
  const written = await readFile(join(merged, MAP));
  const file = await openRows({ file: inMemory(written), source: MAP }, MAP_COLUMNS);
  expect(file.facts()).toMatchObject({ model: { fingerprint: model.fingerprint }, labels: { kind: model.name } });
  const rows = (await file.read()) as MapRow[];
  const { units } = await openAtlas(merged);
  expect(rows.map(({ layer, unit, score }) => [layer, unit, score])).toEqual(
    units.map(({ layer, unit, score }) => [layer, unit, score]),
  );
  for (const { x, y } of rows) for (const at of [x, y]) expect(at >= 0 && at <= 1).toBe(true);

  // What a scorer says of the same windows.
  const windows = speechWindows(
    speech.map(({ samples }) => samples),
    1600,
    40,
  );
  const { layer, unit, naturalMax, percentile, score } = rows[3]!;
  const ready = await scorer(model, objectives.channel(layer, unit), { samples: 1600, batch: 40, engine });
  const { total } = await ready.score(windows.map(({ samples }) => samples));
  ready.dispose();
  expect(naturalMax).toBeCloseTo(Math.max(...total), 4);
  expect(percentile).toBe((100 * total.filter((other) => other < score).length) / 40);

  // Of each recording the stretch that the unit scores most on, as it was heard.
  const map = await openMap(merged);
  const found = await map.examples(layer, unit);
  const best = [0, 1].map((clip) => Math.max(...[...total].filter((_, window) => windows[window]!.clip === clip)));
  expect(found.map((example) => example.score.toFixed(3))).toEqual(
    best.sort((a, b) => b - a).map((one) => one.toFixed(3)),
  );
  for (const { stretch, recording, file, from, gain } of found) {
    expect(file).toBe(basename(SPEECH[recording]!));
    const { channelData } = await decoded(await map.speech(stretch));
    const start = Math.round(from * model.sampleRate);
    const heard = speech[recording]!.samples.subarray(start, start + 1600);
    expect(gain).toBe(1);
    const lost = heard.reduce((most, sample, i) => Math.max(most, Math.abs(sample - channelData[0]![i]!)), 0);
    expect(lost).toBeLessThan(2 ** -22);
  }
  expect(found.some(({ said }) => /^[A-Z ]+$/.test(said ?? ''))).toBe(true);

  await rm(join(merged, MAP));
  const reads: string[] = [];
  const disk = folderStore(merged);
  const counted: Store = {
    ...disk,
    read(name, most) {
      reads.push(name);
      return disk.read(name, most);
    },
    open: () => expect.fail('parts of a file were read'),
  };
  await hearAtlas(await readIndex(counted), model, speech, how);
  expect(reads).toEqual(['index.parquet']);
  expect((await readFile(join(merged, MAP))).equals(written)).toBe(true);
  await hearAtlas(merged, model, speech, { ...how, examples: 0 });
  expect(await readdir(merged)).toEqual(['README.md', INDEX, MAP, 'sounds']);
  expect(await (await openMap(merged)).examples(layer, unit)).toEqual([]);
  await hearAtlas(merged, model, speech, how);

  // The same chunks merged again keep it; other ones do not.
  await mergeAtlas(folder, merged);
  expect((await readFile(join(merged, MAP))).equals(written)).toBe(true);
  const longer = await smallAtlas({ steps: 4 });
  await runAtlas(longer.folder, model, { engine });
  await mergeAtlas(longer.folder, merged);
  expect(await readdir(merged)).toEqual(['README.md', INDEX, 'sounds']);
});

async function decoded(flac: Uint8Array) {
  const decoder = new FLACDecoder();
  await decoder.ready;
  return decoder.decodeFile(flac);
}
