import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../testing/build-program.js';

let root: string;
let program: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'audiate-scan-memory-'));
  program = await buildProgram('memory-scan.ts', join(root, 'program'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** The peak of a process that scans so many clips, in bytes; the least of some, as the collector of garbage takes its time. */
async function peak(clips: number, runs: number): Promise<number> {
  const peaks: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--max-semi-space-size=4', program, String(clips)]);
    const { heard, bytes } = JSON.parse(stdout);
    expect(heard).toBe(clips);
    peaks.push(bytes);
  }
  return Math.min(...peaks);
}

test('the peak of memory is that of a group of clips, from 100 to 10,000', async () => {
  const [few, more, many] = [await peak(100, 3), await peak(1000, 3), await peak(10_000, 1)];
  console.log(
    `peak of 100, 1,000 and 10,000 clips: ${[few, more, many].map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(', ')} MiB`,
  );
  // 10,000 clips of a second are 610 MiB of samples; names and moments of all would be some more.
  expect(many - more).toBeLessThan(48 * 2 ** 20);
  expect(many - few).toBeLessThan(96 * 2 ** 20);
});
