import { InputError } from '@audiate/protocol';
import { CommanderError } from 'commander';
import { program } from './program.js';
import { EXIT } from './terminal/exit.js';
import type { Terminal } from './terminal/terminal.js';

/**
 * Runs one command line, without the name of the program.
 * @returns the exit code: 0 done, 1 a mistake in what was given, 2 a mistake in the command line, 130 interrupted.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.done;
  const commands = program(terminal, (ended) => {
    code = ended;
  });
  try {
    await commands.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Its own message is printed already; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof InputError)) throw error;
    terminal.error(error.message);
    return EXIT.mistake;
  }
}
