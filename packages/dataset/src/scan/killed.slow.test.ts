import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../testing/build-program.js';
import { killedCorpus, killedModel, killedOptions } from '../testing/killed-corpus.js';
import { toyCorpus } from '../testing/toy-corpus.js';
import { scan } from './scan.js';

let root: string;
let program: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'audiate-killed-scan-'));
  program = await buildProgram('killed-scan.ts', join(root, 'program'));
});
afterAll(() => rmSync(root, { recursive: true }));

function run(at: number, folder: string): Promise<{ killed: boolean; told: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, String(at), folder], (error, told, errors) => {
      resolve({ killed: error?.signal === 'SIGKILL', told: told || errors });
    });
  });
}

const MOMENTS = 20;
const CHILDREN = 4;

test('killed at twenty moments, a scan goes on to the same index, byte for byte', async () => {
  const whole = join(root, 'whole');
  const { told } = await run(0, whole);
  const count = Number(told);
  expect(count, told).toBeGreaterThan(300);
  expect(readdirSync(whole)).toEqual(['index.parquet']);
  const right = readFileSync(join(whole, 'index.parquet'));
  let [fromState, atEnd] = [0, 0];
  const attempt = async (at: number) => {
    const folder = join(root, String(at));
    expect((await run(at, folder)).killed, `moment ${at}`).toBe(true);
    let read = 0;
    const corpus = killedCorpus().map((clip) => ({
      ...clip,
      sound: () => {
        read++;
        return (clip.sound as () => Float32Array)();
      },
    }));
    const { stopped } = await scan(killedModel(), corpus, { ...killedOptions, out: folder });
    expect(stopped).toBe('done');
    expect(readdirSync(folder)).toEqual(['index.parquet']);
    expect(readFileSync(join(folder, 'index.parquet')).equals(right), `moment ${at}`).toBe(true);
    if (read === 0) atEnd++;
    else if (read < corpus.length) fromState++;
  };
  // From the first moment to the last.
  const moments = Array.from({ length: MOMENTS }, (_, i) => 1 + Math.round((i * (count - 1)) / (MOMENTS - 1)));
  for (let i = 0; i < MOMENTS; i += CHILDREN) await Promise.all(moments.slice(i, i + CHILDREN).map(attempt));
  expect(fromState).toBeGreaterThan(MOMENTS / 2);
  expect(atEnd).toBeGreaterThan(0);
});

test('an aborted scan answers what it heard, and goes on', async () => {
  const folder = join(root, 'aborted');
  const stop = new AbortController();
  const options = { ...killedOptions, saveEverySeconds: 60, out: folder };
  const seen: number[] = [];
  const onProgress = ({ clips, total, remainingMs }: { clips: number; total?: number; remainingMs: number }) => {
    seen.push(clips);
    expect(total).toBe(271);
    expect(remainingMs).toBeGreaterThanOrEqual(0);
    if (clips >= 128) stop.abort();
  };
  const part = await scan(killedModel(), killedCorpus(), { ...options, signal: stop.signal, onProgress });
  expect(part.stopped).toBe('aborted');
  expect(part.facts.clips).toBe(127);
  const rest = await scan(killedModel(), killedCorpus(), {
    ...options,
    onProgress: ({ clips }) => void seen.push(clips),
  });
  expect(seen).toEqual([64, 128, 192, 256, 271]);
  expect(await rest.bytes()).toEqual(await (await scan(killedModel(), killedCorpus(), killedOptions)).bytes());

  const other = (more: object) => scan(killedModel(), killedCorpus(), { ...options, ...more });
  await expect(other({ topK: 5 })).rejects.toThrow(
    /^the folder holds another scan in index.parquet: .*different settings/,
  );
  await expect(scan(killedModel(), toyCorpus(271), options)).rejects.toThrow(
    /^the folder holds a scan of other clips: its 270 clips are not these; choose another folder$/,
  );
});

test('a state of other clips is refused', async () => {
  const folder = join(root, 'state');
  const stop = new AbortController();
  const options = { ...killedOptions, out: folder };
  await scan(killedModel(), killedCorpus(), { ...options, signal: stop.signal, onProgress: () => stop.abort() });
  for (const corpus of [toyCorpus(271, 1), toyCorpus(20)]) {
    await expect(scan(killedModel(), corpus, options)).rejects.toThrow(
      /^the folder holds a scan of other clips: its first 64/,
    );
  }
});
