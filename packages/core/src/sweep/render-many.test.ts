import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as objectives from '@audiate/objectives';
import { InputError } from '@audiate/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { render } from '../render/render.js';
import { replay } from '../render/replay.js';
import { sweepOptions, sweepTargets } from '../testing/sweep-program.js';
import { toy } from '../testing/toy-render.js';
import type { ManyEnd, ManyFind, ManyOptions, ManyStep } from './many-options.js';
import { renderMany } from './render-many.js';

const { model } = toy;
let root: string;
let whole: ManyFind[];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audiate-sweep-'));
  whole = (await all(sweepTargets, { folder: join(root, 'whole') })).finds;
});
afterAll(() => rm(root, { recursive: true }));

async function all(targets: Parameters<typeof renderMany>[1], options: ManyOptions = {}) {
  const sweep = renderMany(model, targets as typeof sweepTargets, {
    ...sweepOptions,
    saveEverySeconds: 1e6,
    ...options,
  });
  const finds: ManyFind[] = [];
  while (true) {
    const { done, value } = await sweep.next();
    if (done) return { finds, end: value as ManyEnd };
    finds.push(value);
  }
}

/** What a folder holds: the bits of sounds, and records. Pages and pictures follow from them. */
async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const read = async (name: string) => [name, (await readFile(join(folder, name))).toString('base64')] as const;
  return Object.fromEntries(await Promise.all(names.map(read)));
}

const bits = (finds: readonly ManyFind[]) =>
  finds.map(({ name, target, index, audio, score, best, stopped }) => ({
    name,
    target,
    index,
    audio,
    score,
    best,
    stopped,
  }));

describe('a sweep', () => {
  test('gives every target once, what a render of its batch gives', async () => {
    expect(whole.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(whole.map(({ done, of }) => [done, of])).toEqual(whole.map((_, i) => [i + 1, 8]));
    expect(whole[4]).toMatchObject({ name: 'channel-filters-4', target: 'channel(filters, 4)', found: false });
    const { batch: _, saveEverySeconds: __, ...options } = sweepOptions;
    const second = await render(model, objectives.each(sweepTargets.slice(3, 6)), options);
    for (let item = 0; item < 3; item++) {
      expect(whole[3 + item]!.audio).toEqual(second.audio[item]);
      expect(whole[3 + item]!.score).toBe(second.scores[item]);
      expect(whole[3 + item]!.best.score).toBe(second.best[item]!.score);
    }
  });

  test('climbs what it names: of all units its own is excited most', () => {
    const meanOf = (audio: Float32Array, channel: number) => {
      const template = model.template(channel);
      return audio.reduce((sum, x, i) => sum + x * template[i % 64]!, 0) / (audio.length / 64);
    };
    for (const { audio, index, score } of whole) {
      const means = sweepTargets.map((_, channel) => meanOf(audio, channel));
      expect(means[index]).toBeCloseTo(score, 4);
      expect(means.indexOf(Math.max(...means))).toBe(index);
    }
  });

  test('leaves a sound, a picture and a record for each, and one page with all, sorted and linked', async () => {
    const folder = join(root, 'whole');
    const names = whole.flatMap(({ name }) => [`${name}.json`, `${name}.png`, `${name}.wav`]);
    expect((await readdir(folder)).sort()).toEqual([...names, 'index.html'].sort());
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    const titles = [...html.matchAll(/<h2 [^>]*>(.*?)<\/h2>/g)].map(([, title]) => title);
    expect(titles).toEqual([...whole].sort((a, b) => b.score - a.score).map(({ target }) => target));
    const files = [...html.matchAll(/src="\.\/([^"]+)"/g)].map(([, file]) => file!);
    expect(files).toHaveLength(16);
    for (const file of files) expect((await stat(join(folder, file))).size).toBeGreaterThan(1000);
    expect(html).toContain('8 targets on toy');
    expect(html).not.toContain('targets are finished');
    const record = JSON.parse(await readFile(join(folder, 'channel-filters-4.json'), 'utf8'));
    const again = await replay(record.recipe, { model });
    expect(again.audio[record.item]).toEqual(whole[4]!.audio);
  });

  test('run again, it finds everything and renders nothing', async () => {
    const folder = join(root, 'whole');
    const before = await contents(folder);
    const steps: ManyStep[] = [];
    const { finds, end } = await all(sweepTargets, { folder, onStep: (step) => void steps.push(step) });
    expect(steps).toEqual([]);
    expect(finds.every(({ found, remainingMs }) => found && remainingMs === 0)).toBe(true);
    expect(bits(finds)).toEqual(bits(whole));
    expect(end).toEqual({ stopped: 'done', done: 8, of: 8 });
    expect(await contents(folder)).toEqual(before);
  });

  test('tells steps, targets side by side, and the time left', async () => {
    const steps: ManyStep[] = [];
    await all(sweepTargets, { onStep: (step) => void steps.push(step) });
    expect(steps).toHaveLength(3 * 24);
    expect(steps[30]!.targets).toEqual(['channel(filters, 3)', 'channel(filters, 4)', 'channel(filters, 5)']);
    expect(steps.map(({ done }) => done)).toEqual([0, 3, 6].flatMap((done) => Array(24).fill(done)));
    expect(steps[0]!.remainingMs).toBeGreaterThan(0);
    expect(steps.at(-1)!.remainingMs).toBe(0);
    expect(steps.every(({ total, targets }) => total.length === targets.length)).toBe(true);
  });
});

/** Runs the sweep as a program and kills it as soon as it says `when`. */
async function killedWhen(folder: string, when: RegExp): Promise<string> {
  const tsx = join(import.meta.dirname, '../../../../node_modules/tsx/dist/loader.mjs');
  const program = join(import.meta.dirname, '../testing/sweep-program.ts');
  const child = spawn(process.execPath, ['--conditions=@audiate/source', '--import', tsx, program, folder]);
  let said = '';
  child.stderr.on('data', () => {});
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (when.test(said)) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  expect(signal, said).toBe('SIGKILL');
  return said;
}

describe('killed and run again', () => {
  test.each([
    ['within the first batch', /step 10 done 0/],
    ['after a batch', /finished channel\(filters, 2\)/],
    ['within the second batch', /step 15 done 3/],
  ])('%s, a sweep ends with the same bits as an unbroken one', async (name, when) => {
    const folder = join(root, name.replaceAll(' ', '-'));
    await killedWhen(folder, when);
    const before = await readdir(folder);
    const records = before.filter((file) => file.endsWith('.json')).length;
    expect([0, 3]).toContain(records);
    const steps: number[] = [];
    const { finds } = await all(sweepTargets, { folder, onStep: ({ step }) => void steps.push(step) });
    expect(finds.map(({ found }) => found)).toEqual(finds.map((_, i) => i < records));
    expect(steps[0]! > 0).toBe(before.some((file) => file.endsWith('.state')));
    expect(bits(finds)).toEqual(bits(whole));
    expect(await contents(folder)).toEqual(await contents(join(root, 'whole')));
  });

  test('a set of files that was whole is moved to its place, a stale state is removed', async () => {
    const folder = join(root, 'litter');
    await cp(join(root, 'whole'), folder, { recursive: true });
    const ready = join(folder, '.audiate-00000000-1-00000000-0000-0000-0000-000000000000.ready', 'new');
    await mkdir(ready, { recursive: true });
    for (const name of ['channel-filters-1.json', 'channel-filters-1.png'])
      await rename(join(folder, name), join(ready, name));
    for (const name of ['unfinished.state', 'unfinished-channel-filters-0.state'])
      await writeFile(join(folder, name), 'of a batch that is finished');
    const { finds } = await all(sweepTargets, { folder, onStep: () => expect.unreachable() });
    expect(bits(finds)).toEqual(bits(whole));
    expect(await contents(folder)).toEqual(await contents(join(root, 'whole')));
  });
});

describe('aborted and run again', () => {
  test('a sweep goes on where it was and ends with the same bits', async () => {
    const folder = join(root, 'aborted');
    const stop = new AbortController();
    const options = { folder, saveEverySeconds: 1e6, signal: stop.signal };
    const first = await all(sweepTargets, {
      ...options,
      onStep: ({ step, done }) => {
        if (step === 9 && done === 3) stop.abort();
      },
    });
    expect(first.end).toEqual({ stopped: 'aborted', done: 3, of: 8 });
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('3 of 8 targets are finished.');
    const steps: number[] = [];
    const { finds } = await all(sweepTargets, { folder, onStep: ({ step }) => void steps.push(step) });
    expect(steps[0]).toBe(10);
    expect(bits(finds)).toEqual(bits(whole));
    expect(await contents(folder)).toEqual(await contents(join(root, 'whole')));
  });

  test('a loop that is left writes the page of what it was given', async () => {
    const folder = join(root, 'left');
    for await (const { index } of renderMany(model, sweepTargets, { ...sweepOptions, folder })) if (index === 3) break;
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('4 of 8 targets are finished.');
  });

  test('before the first step nothing is rendered', async () => {
    const { finds, end } = await all(sweepTargets, { signal: AbortSignal.abort() });
    expect([finds, end]).toEqual([[], { stopped: 'aborted', done: 0, of: 8 }]);
  });
});

describe('targets', () => {
  test('those of unlike structure are not put side by side; names come from the record', async () => {
    const [deep, loud] = [objectives.channel('energies', 1), objectives.scale(objectives.channel('filters', 1), 2)];
    const seen = new Set<string>();
    const { finds } = await all({ first: 'filters:0', deep, second: 'filters:2', loud } as never, {
      onStep: ({ targets }) => void seen.add(targets.join(' and ')),
      steps: 2,
    });
    expect([...seen]).toEqual([
      'channel(filters, 0) and channel(filters, 2)',
      'channel(energies, 1)',
      '2 channel(filters, 1)',
    ]);
    expect(finds.map(({ name, index }) => [name, index])).toEqual([
      ['first', 0],
      ['second', 2],
      ['deep', 1],
      ['loud', 3],
    ]);
  });

  test('targets added at the end leave full batches as they were', async () => {
    const folder = join(root, 'grown');
    await all(sweepTargets.slice(0, 6), { folder });
    const { finds } = await all(sweepTargets, { folder });
    expect(finds.map(({ found }) => found)).toEqual([true, true, true, true, true, true, false, false]);
    expect(bits(finds)).toEqual(bits(whole));
  });

  test('descriptions that make the same file name are told apart', async () => {
    const [a, b] = ['x y', 'x-y'].map((name) =>
      objectives.custom(name, ['filters'], ({ filters }) => filters.mean([1, 2])),
    );
    const { finds } = await all([a!, b!] as never, { steps: 1 });
    const names = finds.map(({ name }) => name);
    for (const name of names) expect(name).toMatch(/^custom-x-y-[0-9a-f]{8}$/);
    expect(new Set(names).size).toBe(2);
  });
});

/** A finished sweep of its own. */
async function copyOf(name: string): Promise<string> {
  const folder = join(root, name);
  await cp(join(root, 'whole'), folder, { recursive: true });
  return folder;
}

describe('what was written is what is found', () => {
  const noStep = { onStep: () => expect.unreachable() };

  test('a flipped bit and a swap of sounds or pictures are refused, and nothing is touched', async () => {
    const folder = await copyOf('changed');
    const file = (name: string) => join(folder, name);
    for (const [name, from, bit] of [
      ['channel-filters-1.wav', -100, 1],
      ['channel-filters-7.png', -100, 64],
      ['channel-filters-2.json', '"score": 0.', 1],
    ] as const) {
      const bytes = await readFile(file(name));
      const at = typeof from === 'string' ? bytes.indexOf(from) + from.length : bytes.length + from;
      bytes[at]! ^= bit;
      await writeFile(file(name), bytes);
      const before = await contents(folder);
      const message = name.endsWith('.json')
        ? /damaged/
        : new RegExp(`${name} is not the file that was written with it`);
      await expect(all(sweepTargets, { folder, ...noStep })).rejects.toThrow(message);
      expect(await contents(folder)).toEqual(before);
      await cp(join(root, 'whole', name), file(name));
    }
    for (const [to, from] of [
      ['1.wav', '2.wav'],
      ['2.wav', '1.wav'],
    ]) {
      await cp(join(root, 'whole', `channel-filters-${from}`), file(`channel-filters-${to}`));
    }
    await expect(all(sweepTargets, { folder, ...noStep })).rejects.toThrow(/1\.wav is not the file that was written/);
  });

  test.each(['wav', 'png'])('a missing %s is made again, with the same bits', async (ending) => {
    const folder = await copyOf(`missing-${ending}`);
    await rm(join(folder, `channel-filters-4.${ending}`));
    const { finds } = await all(sweepTargets, { folder });
    expect(finds.map(({ found }) => found)).toEqual(finds.map((_, i) => i < 3 || i > 5));
    expect(await contents(folder)).toEqual(await contents(join(root, 'whole')));
  });

  test('records of earlier versions, without hashes, are taken', async () => {
    const folder = await copyOf('earlier');
    const name = join(folder, 'channel-filters-0.json');
    const { sha256: _, files: __, ...record } = JSON.parse(await readFile(name, 'utf8'));
    await writeFile(name, `${JSON.stringify(record, null, 2)}\n`);
    const { finds } = await all(sweepTargets, { folder, ...noStep });
    expect(bits(finds)).toEqual(bits(whole));
  });

  test('a finished sweep writes nothing, also when it is left early', async () => {
    const folder = await copyOf('asleep');
    const names = await readdir(folder);
    const times = () =>
      Promise.all([folder, ...names.map((name) => join(folder, name))].map(async (path) => (await stat(path)).mtimeMs));
    const before = await times();
    await all(sweepTargets, { folder, ...noStep });
    for await (const { index } of renderMany(model, sweepTargets, { ...sweepOptions, folder })) if (index === 3) break;
    expect(await times()).toEqual(before);
  });
});

describe.skipIf(process.platform === 'win32')('pipes are not waited for', () => {
  test.each(['channel-filters-0.json', 'channel-filters-3.wav', 'index.html', 'unfinished-channel-filters-0.state'])(
    '%s',
    async (name) => {
      const folder = join(root, `pipe-${name}`);
      await mkdir(folder);
      execFileSync('mkfifo', [join(folder, name)]);
      const attempt = all(sweepTargets, { folder, onStep: () => expect.unreachable() });
      await expect(attempt).rejects.toThrow(/it is a pipe or a device, no file|in it is no file/);
      expect(await readdir(folder)).toEqual([name]);
    },
  );
});

test.skipIf(process.platform === 'win32')(
  'a page that can not be read is written anew, or refused in a sentence',
  async () => {
    const folder = join(root, 'odd-page');
    await all(sweepTargets.slice(0, 2), { folder });
    const page = join(folder, 'index.html');
    const before = await readFile(page, 'utf8');
    await rm(page);
    await symlink(page, page);
    await all(sweepTargets.slice(0, 2), { folder });
    expect(await readFile(page, 'utf8')).toBe(before);
    await rm(page);
    await mkdir(page);
    const failure = await all(sweepTargets.slice(0, 2), { folder }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toContain('"index.html" in it is a folder');
  },
);

describe('mistakes', () => {
  test('a folder that can not be written is told before the first step', async () => {
    const onStep = () => expect.unreachable();
    const attempt = (folder: string, targets: unknown = sweepTargets) => all(targets as never, { folder, onStep });
    await writeFile(join(root, 'a-file'), '');
    await expect(attempt(join(root, 'a-file'))).rejects.toThrow(
      /can't write to the folder .*a part of its path, is a file/,
    );
    await expect(attempt(join(root, 'a-file', 'below'))).rejects.toThrow(
      /can't write to .*a part of its path, is a file/,
    );
    await expect(attempt(join(root, 'x'.repeat(300)))).rejects.toThrow(/can't write to the folder .*path is too long/);
    await mkdir(join(root, 'taken', 'channel-filters-7.png'), { recursive: true });
    await expect(attempt(join(root, 'taken'))).rejects.toThrow(/"channel-filters-7.png" in it is a folder/);
    await expect(attempt(join(root, 'never'), { con: 'filters:1' })).rejects.toThrow(
      /"con.wav" is the name of a device/,
    );
    await expect(all(sweepTargets, { foldr: 'x' } as never)).rejects.toThrow(
      /must not have "foldr"; do you mean folder/,
    );
    await expect(all(sweepTargets, { resume: {} } as never)).rejects.toThrow(
      /options of renderMany must not have "resume"/,
    );
    expect(await readdir(root)).not.toContain('never');
  });

  const diverse = objectives.sum(sweepTargets[0]!, objectives.diversity('filters'));
  test.each<[string, unknown, ManyOptions, RegExp]>([
    ['nothing', undefined, {}, /renderMany needs a list of objectives, or objectives by name, got undefined/],
    ['an empty list', [], {}, /renderMany needs 1 to 100000 objectives, got 0/],
    ['no objective', [3], {}, /target 0 must be an objective, got 3/],
    ['an unknown layer, late', [...sweepTargets, 'filers:2'], {}, /unknown layer of toy "filers"/],
    [
      'the same twice',
      ['filters:1', 'filters:1'],
      {},
      /targets 0 \(channel\(filters, 1\)\) and 1 .* would both be called/,
    ],
    ['a name that leaves the folder', { '../x': 'filters:1' }, {}, /a target's name must be 1 to 100 letters/],
    ['the name of the page', { index: 'filters:1' }, {}, /and not index or unfinished, got "index"/],
    ['terms that compare items', [diverse], {}, /each can't hold diversity\(filters\)/],
    ['batch', sweepTargets, { batch: 0 }, /batch must be a whole number at least 1 and at most 1024, got 0/],
    ['sort', sweepTargets, { sort: 'name' as never }, /unknown sort "name"; choose from score, given/],
    ['steps', sweepTargets, { steps: -1 }, /steps must be a whole number/],
  ])('%s is told before the first step', async (_, targets, options, message) => {
    const folder = join(root, 'never');
    const onStep = () => expect.unreachable();
    await expect(all(targets as never, { ...options, folder, onStep })).rejects.toThrow(message);
    expect(await readdir(root)).not.toContain('never');
  });

  test('a folder of another sweep is refused by the setting that differs', async () => {
    const folder = join(root, 'whole');
    const other = all(sweepTargets, { folder, steps: 25 });
    await expect(other).rejects.toThrow(
      /can't go on from ".*channel-filters-0\.json": it was rendered with another steps \("24", now "25"\); move it and its/,
    );
    await expect(all([...sweepTargets].reverse(), { folder })).rejects.toThrow(/another item \("1", now "0"\)/);
  });

  test('damaged records and sounds are named', async () => {
    const folder = join(root, 'damaged');
    await all(sweepTargets.slice(0, 1), { folder });
    const [record, sound] = ['channel-filters-0.json', 'channel-filters-0.wav'].map((name) => join(folder, name));
    const text = await readFile(record!, 'utf8');
    await writeFile(sound!, 'RIFF');
    await expect(all(sweepTargets.slice(0, 1), { folder })).rejects.toThrow(
      /channel-filters-0\.wav is not the file.*; move it and its sound/,
    );
    for (const damaged of ['', '{}', 'null', text.slice(0, 200), text.replace('"format": 1', '"format": 2')]) {
      await writeFile(record!, damaged);
      await expect(all(sweepTargets.slice(0, 1), { folder })).rejects.toThrow(/it is no record of a sweep, or damaged/);
    }
  });
});
