import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordSettings, transforms } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';
import { tiny } from '@audiate/wav2vec2-tiny';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, smallAtlas } from '../testing/small-atlas.js';
import { chunksOf, unitCount } from './atlas-plan.js';
import { planAtlas } from './plan-atlas.js';
import { readPlan, writePlan } from './plan-file.js';

let model: ModelAdapter;
beforeAll(async () => {
  model = (await tiny()) as ModelAdapter;
});

describe('planAtlas', () => {
  test('cuts layers into chunks of whole batches, each unit once', async () => {
    const { chunks } = await planAtlas(model, ['conv.0:2-20', 'conv.1'], { batch: 4, unitsPerChunk: 10 });
    expect(chunks.slice(0, 3)).toEqual([
      { layer: 'conv.0', first: 2, last: 9 },
      { layer: 'conv.0', first: 10, last: 17 },
      { layer: 'conv.0', first: 18, last: 20 },
    ]);
    const second = chunks.slice(3);
    expect(second.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i))).toEqual(
      Array.from({ length: model.layers['conv.1']!.channels }, (_, unit) => unit),
    );
  });

  test('holds all layers unless told otherwise', async () => {
    const plan = await planAtlas(model, undefined, { unitsPerChunk: 4096 });
    const units = Object.values(model.layers).reduce((sum, { channels }) => sum + channels, 0);
    expect(chunksOf(plan).reduce((sum, chunk) => sum + unitCount(chunk), 0)).toBe(units);
  });

  test('measures how many units fill the minutes', async () => {
    const options = { steps: 4, seconds: 0.1, batch: 2 };
    const { msPerUnit, chunks } = await planAtlas(model, ['conv.0:0-47'], { ...options, minutes: 1e-9 });
    expect(msPerUnit!['conv.0']).toBeGreaterThan(0);
    expect(chunks.every((chunk) => unitCount(chunk) === 2)).toBe(true);
    const long = await planAtlas(model, ['conv.0:0-47'], { ...options, minutes: 1e9 });
    expect(long.chunks).toEqual([{ layer: 'conv.0', first: 0, last: 47 }]);
  });

  test('measures what retention takes, too', async () => {
    const options = { steps: 1, seconds: 0.1, batch: 2, minutes: 1 };
    const rateOf = async (retentionDraws: number) =>
      (await planAtlas(model, ['conv.0:0-1'], { ...options, retentionDraws })).msPerUnit!['conv.0']!;
    expect(await rateOf(1)).toBeGreaterThan(await rateOf(0));
  });

  test.each([
    [[], /needs at least one target/],
    [['conv.9'], /has no layer "conv\.9"; choose from conv\.0/],
    [['conv.0:9-2'], /runs backwards; write conv\.0:2-9/],
    [['conv.0:0-999'], /units, 0 to \d+, got "conv\.0:0-999"/],
    [['conv.0', 'conv.0:3'], /share units; name each once/],
    [['constructor'], /has no layer "constructor"/],
  ])('refuses the targets %j', async (targets, message) => {
    await expect(planAtlas(model, targets, { unitsPerChunk: 8 })).rejects.toThrow(message);
  });

  test('refuses what other machines lack, and settings that are none', async () => {
    const own = transforms.custom('mine', (audio) => audio);
    await expect(planAtlas(model, ['conv.0'], { transforms: own, unitsPerChunk: 8 })).rejects.toThrow(
      /an atlas can't hold these settings: the recipe needs the custom part "mine"/,
    );
    await expect(planAtlas(model, ['conv.0'], { stepz: 3 } as never)).rejects.toThrow(/do you mean steps\?/);
  });
});

test('a sound that is too short for the model is refused before anything is rendered', async () => {
  await expect(planAtlas(model, ['conv.0', 'encoder.2'], { seconds: 0.01, unitsPerChunk: 8 })).rejects.toThrow(
    /^samples for tiny \(16000 Hz\) must be/,
  );
});

test('chunks of long sounds hold few units', async () => {
  const { chunks } = await planAtlas(model, ['conv.0'], { seconds: 600, batch: 2, unitsPerChunk: 4096 });
  expect(chunks[0]).toEqual({ layer: 'conv.0', first: 0, last: 11 });
});

describe('a plan in its folder', () => {
  test('is read as it was written', async () => {
    const { folder, plan } = await smallAtlas();
    expect(await readPlan(folder)).toEqual(plan);
    expect(plan.settings).toEqual(recordSettings(model, { steps: 3, seconds: 0.1, batch: 2 }));
  });

  test('may be written again, and no other over it', async () => {
    const { folder, plan } = await smallAtlas();
    await writePlan(folder, { ...plan, msPerUnit: { 'conv.0': 3 } });
    expect(await readPlan(folder)).toEqual(plan);
    await expect(writePlan(folder, { ...plan, chunks: [] })).rejects.toThrow(/holds the plan of another atlas/);
  });

  test('is refused where it is missing or damaged', async () => {
    await expect(readPlan(await emptyFolder())).rejects.toThrow(/there is no plan\.json/);
    const { folder } = await smallAtlas();
    const file = join(folder, 'plan.json');
    const text = await readFile(file, 'utf8');
    const damages: [string, string, RegExp][] = [
      ['"format": 1', '"format": 2', /is no plan of an atlas: its format must be 1, got 2/],
      ['"first": 2', '"first": -2', /first unit must be a whole number at least 0/],
      ['"last": 5', '"last": 1e9', /last unit must be a whole number/],
      ['"steps": 3', '"steps": "3"', /steps must be a whole number/],
      ['{', '[', /is no plan of an atlas/],
      ['"format"', '"extra": 1, "format"', /must not have "extra"/],
      ['"format"', '"source": 5, "format"', /its source must be a text of at most 1000 letters, got 5/],
      ['"format"', `"source": "${'a'.repeat(1001)}", "format"`, /its source must be a text of at most 1000 letters/],
      ['"last": 5', '"last": 4098', /last unit must be a whole number at least 2 and at most 4097, got 4098/],
      ['"samples": 1600', '"samples": 100000000', /last unit must be a whole number at least 2 and at most 3, got 5/],
      ['"batch": 2', '"batch": 65', /its batch must be a whole number at least 1 and at most 64, got 65/],
      ['"layer": "conv.0"', '"layer": "conv.\\u001b[2J"', /a chunk's layer must be a text of printable letters/],
      ['"layer": "conv.0"', '"layer": "conv.\\u202e0"', /a chunk's layer must be a text of printable letters/],
      ['"layer": "conv.0"', '"layer": ""', /a chunk's layer must be a text of printable letters, got ""/],
      ['"first": 6', '"first": 5', /two of its chunks hold the unit "conv\.0:5"/],
    ];
    for (const [from, to, message] of damages) {
      await writeFile(file, text.replace(from, to));
      await expect(readPlan(folder)).rejects.toThrow(message);
    }
  });
});
