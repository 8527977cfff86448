import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMap } from '@audiate/atlas';
import { InputError } from '@audiate/protocol';
import type { Command } from 'commander';
import { PLACE, storeOf } from '../../flags/atlas-place.js';
import { whole } from '../../flags/numbers.js';
import { serveExplorer } from '../../server/serve-explorer.js';
import type { Terminal } from '../../terminal/terminal.js';
import { untilAborted } from '../../terminal/until-aborted.js';

const EXAMPLES = `
Examples:
  audiate atlas serve atlas/merged          then open the address that it prints
  audiate atlas serve atlas/merged --port 8080`;

/** Beside the program in its package. */
const STUDIO = fileURLToPath(new URL('../studio/page/', import.meta.url));

/** `audiate atlas serve DIR`: the map of a merged atlas in a browser of this machine, until Ctrl-C. */
export function addAtlasServe(commands: Command, terminal: Terminal): void {
  commands
    .command('serve')
    .description('serve the map of a merged atlas to browsers of this machine: search units, hear their sounds')
    .argument('<place>', `a merged atlas that was heard: ${PLACE}`)
    .option('--port <number>', 'where it listens; a free one unless given', whole(0, 65_535))
    .addHelpText('after', EXAMPLES)
    .action(async (place: string, { port = 0 }: { readonly port?: number }) => {
      const store = storeOf(place);
      for (const [file, hint] of [
        ['index.parquet', 'audiate atlas merge makes one of a plan'],
        ['map.parquet', `audiate atlas hear ${place} --clips FOLDER makes it`],
      ] as const) {
        if (!(await store.has(file))) throw new InputError(`there is no ${file} in "${place}"; ${hint}`);
      }
      const { units, facts } = await openMap(store);
      if (!existsSync(join(STUDIO, 'atlas.html'))) {
        throw new InputError('the explorer is not built here; npm run build makes it');
      }
      const { address, close } = await serveExplorer({ studio: STUDIO, atlas: store, port });
      terminal.print(`${units.length} units of ${facts.model.name}: ${address}  (Ctrl-C ends it)`);
      await untilAborted(terminal.signal);
      await close();
    });
}
