import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PACKAGE = join(import.meta.dirname, '../../../packages/audiate');
const PROGRAM = join(PACKAGE, 'dist/main.js');

/** Whether `npm run build` has made the program, and the studio beside it. */
export const hasProgram = existsSync(PROGRAM) && existsSync(join(PACKAGE, 'studio/engine/engine.js'));

/** A program that serves the studio. */
export interface StartedProgram {
  /** What it printed to open. */
  readonly address: string;
  /** Ctrl-C; resolves with its exit code. */
  interrupt(): Promise<number>;
}

/** Starts `audiate studio`, with some variables beside its own, for the time of `use`. */
export async function withProgram<T>(
  argv: readonly string[],
  use: (program: StartedProgram) => Promise<T>,
  variables: Readonly<Record<string, string>> = {},
): Promise<T> {
  const child = spawn(process.execPath, [PROGRAM, 'studio', ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...variables },
  });
  const exited = once(child, 'exit');
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return await use({
      address: line.split(' ')[0]!,
      async interrupt() {
        child.kill('SIGINT');
        const [code] = await exited;
        return code;
      },
    });
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}
