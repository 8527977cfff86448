import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-main-'));
});
afterAll(() => rm(folder, { recursive: true }));

const TSX = fileURLToPath(new URL('../../../node_modules/tsx/dist/loader.mjs', import.meta.url));
const PROGRAM = ['--conditions=@audiate/source', '--import', TSX, fileURLToPath(new URL('./main.ts', import.meta.url))];

test('Ctrl-C ends the process within a step, says how to go on, and leaves what is finished; nobody advertises', async () => {
  const out = join(folder, 'out');
  const render = ['render', 'tiny', 'encoder.0:0-2', '--batch', '1', '--seconds', '0.3', '--out', out];
  const child = spawn(process.execPath, [...PROGRAM, ...render, '--steps', '200', '--engine', 'wasm']);
  let [answers, told] = ['', ''];
  child.stdout.on('data', (text) => {
    // The first sound is finished.
    if (answers === '') child.kill('SIGINT');
    answers += text;
  });
  child.stderr.on('data', (text) => {
    told += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const [done] = /stopped with (\d) of 3/.exec(told)?.slice(1) ?? [];
  expect(told.replace(/^\d+ %.*\n/gm, '')).toBe(
    `stopped with ${done} of 3 finished; the same command goes on from there\n`,
  );
  expect(code).toBe(130);
  expect(answers.trim().split('\n')).toHaveLength(Number(done));
  expect((await readdir(out)).filter((name) => name.endsWith('.wav'))).toHaveLength(Number(done));
});

const PTY = `
import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
seen, sent = b'', False
while True:
    try:
        piece = os.read(fd, 4096)
    except OSError:
        break
    if not piece:
        break
    seen += piece
    if not sent and b'score' in seen:
        os.write(fd, b'\\x03')
        sent = True
status = os.waitpid(pid, 0)[1]
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(status))
`;

test.runIf(spawnSync('python3', ['-c', 'import pty']).status === 0)(
  'on a terminal there is a bar, and the key stops it',
  () => {
    const out = join(folder, 'terminal');
    const render = [
      'render',
      'tiny',
      'logit:IY',
      '--seconds',
      '0.3',
      '--steps',
      '100000',
      '--engine',
      'wasm',
      '--out',
      out,
    ];
    const { status, stdout } = spawnSync('python3', ['-c', PTY, process.execPath, ...PROGRAM, ...render], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/[█░]{24} \d+ % {2}score /);
    expect(stdout).toContain('stopped with 0 of 1 finished; the same command goes on from there');
    expect(stdout).not.toContain('looks like you are running');
    expect(status).toBe(130);
  },
);
