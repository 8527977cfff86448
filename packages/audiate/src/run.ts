import { InputError } from '@audiate/protocol';
import { CommanderError } from 'commander';
import { program } from './program.js';
import { EXIT } from './terminal/exit.js';
import type { Terminal } from './terminal/terminal.js';

/**
 * Runs one command line, without the name of the program.
 * @returns the exit code: 0 done, 1 a mistake in what was given, 2 a mistake in the command line, 130 interrupted, 70 a fault
 * of the program itself.
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
    if (terminal.signal.aborted) {
      terminal.error('stopped');
      return EXIT.interrupted;
    }
    if (error instanceof InputError) {
      terminal.error(error.message);
      return EXIT.mistake;
    }
    terminal.error(`audiate failed: ${(error instanceof Error && error.stack) || error}`);
    return EXIT.fault;
  }
}
