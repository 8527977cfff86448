import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';
import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RenderResult } from '../record/result.js';
import { render } from '../render/render.js';
import type { ManyFind, ManyOptions } from '../sweep/many-options.js';
import { renderMany } from '../sweep/render-many.js';
import { toy } from '../testing/toy-render.js';
import { save } from './save.js';

const { model, objective } = toy;
const loud = { ...toy.options, param: param.rms(toy.options.param, { level: 1 }) };
let root: string;
let result: RenderResult;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audiate-level-'));
  result = await render(model, objective, loud);
});
afterAll(() => rm(root, { recursive: true }));

const peakOf = (audio: Float32Array) => audio.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
const wav = async (...path: string[]) => decodeWav(await readFile(join(root, ...path))).channels[0]!;

describe('save', () => {
  test('writes a sound that leaves ±1 softer, says so, and no digit is lost', async () => {
    expect(peakOf(result.audio[0]!)).toBeGreaterThan(2);
    await save(result, join(root, 'soft'));
    const written = await wav('soft', 'audio.wav');
    expect(peakOf(written)).toBeLessThanOrEqual(1);
    expect(peakOf(written)).toBeGreaterThan(0.5);
    const halvings = Math.ceil(Math.log2(peakOf(result.audio[0]!)));
    expect(written.map((x) => x * 2 ** halvings)).toEqual(result.audio[0]);
    const db = ['0.0', '6.0', '12.0', '18.1', '24.1'][halvings];
    const told = `${db} dB softer, so that no player clips (sound = ${2 ** halvings} × file)`;
    expect(await readFile(join(root, 'soft', 'index.html'), 'utf8')).toContain(told);
  });

  test('writes it as it is when asked, and warns', async () => {
    await save({ one: result }, join(root, 'raw'), { level: 'raw' });
    expect(await wav('raw', 'one.wav')).toEqual(result.audio[0]);
    expect(await readFile(join(root, 'raw', 'index.html'), 'utf8')).toContain('raw; it leaves ±1, which players clip');
  });

  test.each(['unclipped', 'raw'] as const)(
    'writes a sound within ±1 bit for bit as %s, and says nothing',
    async (level) => {
      const soft = await render(model, objective, toy.options);
      expect(peakOf(soft.audio[0]!)).toBeLessThanOrEqual(1);
      await save(soft, join(root, level), { level });
      expect(await wav(level, 'audio.wav')).toEqual(soft.audio[0]);
      expect(await readFile(join(root, level, 'index.html'), 'utf8')).not.toContain('level of the WAV');
    },
  );

  test('refuses a level that is not one', async () => {
    const attempt = save(result, join(root, 'never'), { level: 'loud' as never });
    await expect(attempt).rejects.toThrow('unknown level "loud"; choose from unclipped, raw');
  });

  test.skipIf(spawnSync('python3', ['-c', 'import soundfile']).status !== 0)(
    "Python's soundfile reads a peak of 1 at most",
    async () => {
      await save(result, join(root, 'python'));
      const script = `import sys, numpy, soundfile
x, rate = soundfile.read(sys.argv[1], dtype='float32')
print(rate, len(x), float(numpy.abs(x).max()))`;
      const { stdout } = spawnSync('python3', ['-c', script, join(root, 'python', 'audio.wav')], { encoding: 'utf8' });
      const [rate, samples, peak] = stdout.trim().split(' ').map(Number);
      expect([rate, samples]).toEqual([16_000, 384]);
      expect(peak).toBe(peakOf(await wav('python', 'audio.wav')));
      expect(peak).toBeLessThanOrEqual(1);
    },
  );
});

describe('a sweep', () => {
  const targets = [0, 1, 2].map((channel) => objectives.channel('filters', channel));

  async function all(options: ManyOptions): Promise<ManyFind[]> {
    const finds: ManyFind[] = [];
    for await (const find of renderMany(model, targets, { ...loud, batch: 2, ...options })) finds.push(find);
    return finds;
  }
  const sounds = (finds: readonly ManyFind[]) => finds.map(({ audio }) => audio);

  test('writes no sound beyond ±1, and gives every sound bit for bit, found or rendered', async () => {
    const folder = join(root, 'sweep');
    const first = await all({ folder });
    expect(sounds(first)).toEqual(sounds(await all({})));
    for (const { name, audio } of first) {
      const { gain, facts } = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
      const written = await wav('sweep', `${name}.wav`);
      expect(peakOf(audio)).toBeGreaterThan(1);
      expect(peakOf(written)).toBeLessThanOrEqual(1);
      expect(written).toEqual(audio.map((x) => x * gain));
      expect(facts.at(-1)).toEqual({
        name: 'level of the WAV',
        value: expect.stringContaining(`sound = ${1 / gain} ×`),
      });
    }
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    expect(page.match(/dB softer/g)).toHaveLength(3);
    await rm(join(folder, 'index.html'));
    const again = await all({ folder, level: 'raw', onStep: () => expect.unreachable() });
    expect(again.every(({ found }) => found)).toBe(true);
    expect(sounds(again)).toEqual(sounds(first));
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe(page);
  });

  test('writes every sound as it is when asked', async () => {
    const [find] = await all({ folder: join(root, 'raw-sweep'), level: 'raw' });
    expect(await wav('raw-sweep', `${find!.name}.wav`)).toEqual(find!.audio);
    await expect(all({ level: 'loud' as never })).rejects.toThrow('unknown level "loud"');
  });
});
