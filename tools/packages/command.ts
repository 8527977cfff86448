import { spawnSync } from 'node:child_process';

/** Runs a command and gives what it printed. @throws Error with its output when it fails. */
export function command(folder: string, program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} failed in ${folder}:\n${stdout}\n${stderr}`);
}
