import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { buildProgram } from '../testing/build-program.js';
import type { Met } from '../testing/hostile-files.js';

const run = promisify(execFile);
/** Only what hangs takes so long. */
const TIMEOUT_MS = 600_000;

test.each([
  ['index', 1_000],
  ['shard', 10_000],
] as const)(
  'files of the kind %s with changed bytes: each of %i in a heap of 192 MB, and none hangs',
  async (kind, count) => {
    const folder = mkdtempSync(join(tmpdir(), 'audiate-hostile-'));
    const program = await buildProgram('hostile-run.ts', folder);
    const args = ['--max-old-space-size=192', program, kind, String(count)];
    const { stdout } = await run(process.execPath, args, { timeout: TIMEOUT_MS });
    rmSync(folder, { recursive: true });
    const { read, refused, wrong } = JSON.parse(stdout) as Met;
    expect(wrong).toEqual([]);
    expect(read + refused).toBe(count);
  },
);
