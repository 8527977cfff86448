import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What Node tells of a program that failed, was ended, or is not there. */
interface Failed extends Error {
  readonly stdout: string;
  readonly stderr: string;
  readonly signal?: string | null;
}

/** Are the types wrong? @param program attw. @throws Error with all that it said, and how it ended. */
export async function attw(program: string, tarball: string): Promise<void> {
  try {
    await run(program, [tarball, '--profile', 'esm-only']);
  } catch (error) {
    const { message, stdout, stderr, signal } = error as Failed;
    const said = [stdout, message.includes(stderr) ? '' : stderr, message, signal ? `ended by ${signal}` : ''];
    throw new Error(`attw on ${tarball}:\n${said.filter((text) => text !== '').join('\n')}`);
  }
}
