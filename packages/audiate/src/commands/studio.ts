import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InputError } from '@audiate/protocol';
import { loadDictionary } from '@audiate/sae';
import type { Command } from 'commander';
import { addModelFlags, checkDictionaryFlags, MODEL_NAMES, type ModelFlags } from '../flags/model-flags.js';
import { whole } from '../flags/numbers.js';
import { layerRead } from '../model/layer-read.js';
import { loaderOf } from '../model/open-model.js';
import { serveStudio } from '../server/serve-studio.js';
import type { Terminal } from '../terminal/terminal.js';
import { untilAborted } from '../terminal/until-aborted.js';

const EXAMPLES = `
Examples:
  audiate studio                          then open the address that it prints
  audiate studio facebook/wav2vec2-base   with a model, which may be larger than a page can hold
  audiate studio tiny --dictionary my-dictionary     with its features among the units
  audiate studio --port 8080

The page computes with this machine's engines, in the program; the page can also compute by itself. The token in the address lets your
browser in. The browser keeps it as a cookie, which it sends to every port of 127.0.0.1: while this runs, open no page there that
another user of the machine serves.`;

/** Beside the program in its package. */
const STUDIO = fileURLToPath(new URL('../studio/', import.meta.url));

interface StudioFlags extends ModelFlags {
  readonly port?: number;
}

/** `audiate studio`: the studio in a browser of this machine, with this machine's engines, until Ctrl-C. */
export function addStudio(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('studio')
    .description(
      "serve the studio to browsers of this machine, with this machine's engines: pick units, hear sounds form",
    )
    .argument('[model]', `what it opens: ${MODEL_NAMES}`)
    .option('--port <number>', 'where it listens; a free one unless given', whole(0, 65_535));
  addModelFlags(command)
    .addHelpText('after', EXAMPLES)
    .action(async (named: string | undefined, { port = 0, ...flags }: StudioFlags) => {
      const { signal } = terminal;
      const { sampleRate, dictionary } = flags;
      checkDictionaryFlags(flags);
      if (named === undefined && sampleRate !== undefined) {
        throw new InputError('--sample-rate is of a model that is named; name one, or give the rate in the page');
      }
      if (named === undefined && dictionary !== undefined) {
        throw new InputError('--dictionary is of a model that is named; name one, too');
      }
      // What is no model, what is no dictionary, and one that is for no layer, is told here, before a page is opened. Whether the model
      // has that layer, and as many channels there, only the page tells: the model is not loaded before.
      if (named !== undefined) await loaderOf(named, { signal, sampleRate });
      if (dictionary !== undefined) layerRead(await loadDictionary(dictionary, { signal }), flags);
      if (!existsSync(STUDIO)) throw new InputError('the studio is not built here; npm run build makes it');
      const model = named === undefined ? undefined : { named, ...flags };
      const { address, close } = await serveStudio({ folder: STUDIO, port, model });
      terminal.print(`${address}  (Ctrl-C ends it)`);
      await untilAborted(signal);
      await close();
    });
}
