import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const PACKAGE = join(import.meta.dirname, '../..');
const PROGRAM = join(PACKAGE, 'dist/main.js');

// `npm run build` makes both.
test.runIf(existsSync(PROGRAM) && existsSync(join(PACKAGE, 'studio/page/index.html')))(
  'the built program serves the studio until Ctrl-C',
  async () => {
    const child = spawn(process.execPath, [PROGRAM, 'studio'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const [address] = /^http:\/\/127\.0\.0\.1:\d+\//.exec(line)!;
    const answer = await fetch(address);
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    const page = await answer.text();
    const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(page)!;
    expect((await fetch(new URL(script!, address))).ok).toBe(true);
    child.kill('SIGINT');
    const [code, signal] = await once(child, 'exit');
    expect([0, 130]).toContain(code);
    expect(signal).toBeNull();
  },
);
