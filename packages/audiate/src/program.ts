import { version } from '@audiate/core';
import { Command, type CommanderError } from 'commander';
import { addAtlas } from './commands/atlas/atlas.js';
import { addCard } from './commands/card.js';
import { addCompletion } from './commands/completion.js';
import { addDoctor } from './commands/doctor.js';
import { addExport } from './commands/export/export.js';
import { addLayers } from './commands/layers.js';
import { addRender } from './commands/render.js';
import { addReplay } from './commands/replay.js';
import { addScan } from './commands/scan.js';
import { addStudio } from './commands/studio.js';
import { addSweep } from './commands/sweep.js';
import { addTop } from './commands/top.js';
import { addTranscribe } from './commands/transcribe.js';
import type { Terminal } from './terminal/terminal.js';

const EXAMPLES = `
Examples:
  audiate render tiny logit:IY                           a phone of the embedded model
  audiate render tiny encoder.2:0-31 --steps 128         32 units, on one page
  audiate render facebook/wav2vec2-base-960h word:HELLO          a word of a model that spells
  audiate sweep tiny logit:IY --seeds 3                  how much hangs on the seed
  audiate top tiny encoder.2:5 --clips recordings        where recordings drive it
  audiate card tiny logit:IY --clips recordings          how far to trust the sound
  audiate studio                                         all of this in a browser
  audiate layers tiny                                    what can be heard of a model
  audiate doctor                                         what runs here, and what to install
`;

const ADDED = [
  ...[addRender, addSweep, addScan, addTop, addCard, addTranscribe, addLayers],
  ...[addReplay, addExport, addAtlas, addStudio, addCompletion, addDoctor],
];

/** The commands. @param end is told the exit code of a command that ends by itself. */
export function program(terminal: Terminal, end: (code: number) => void): Command {
  const commands = new Command('audiate')
    .description('Hear what a neuron of an audio model listens for.')
    .version(version)
    .showHelpAfterError('(audiate --help tells more)')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error: CommanderError) => {
      throw error;
    })
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
    });
  for (const add of ADDED) add(commands, terminal, end);
  return commands;
}
