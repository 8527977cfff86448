import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InputError } from '@audiate/protocol';
import type { Command } from 'commander';
import { whole } from '../flags/numbers.js';
import { serveFolder } from '../server/serve-folder.js';
import type { Terminal } from '../terminal/terminal.js';

const EXAMPLES = `
Examples:
  audiate studio                 then open the address that it prints
  audiate studio --port 8080`;

/** Beside the program in its package. */
const STUDIO = fileURLToPath(new URL('../studio/', import.meta.url));

/** `audiate studio`: the studio in a browser of this machine, until Ctrl-C. */
export function addStudio(commands: Command, terminal: Terminal): void {
  commands
    .command('studio')
    .description('serve the studio to browsers of this machine: pick units, hear sounds form')
    .option('--port <number>', 'where it listens; a free one unless given', whole(0, 65_535))
    .addHelpText('after', EXAMPLES)
    .action(async ({ port = 0 }: { readonly port?: number }) => {
      if (!existsSync(STUDIO)) throw new InputError('the studio is not built here; npm run build makes it');
      const { address, close } = await serveFolder(STUDIO, port);
      terminal.print(`${address}  (Ctrl-C ends it)`);
      await new Promise<void>((resolve) => {
        if (terminal.signal.aborted) resolve();
        else terminal.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await close();
    });
}
