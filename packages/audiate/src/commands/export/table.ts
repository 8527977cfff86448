import { dirname } from 'node:path';
import { type SavedSound, savedSounds } from '@audiate/core';
import { sweepTable } from '@audiate/dataset';
import type { Command } from 'commander';
import { sweepSounds } from '../../export/sweep-sounds.js';
import { addFileFlags, checkFree, checkNotRead, type FileFlags, writeFlagged } from '../../flags/file-flags.js';
import { readWithin } from '../../output/read-within.js';
import type { Terminal } from '../../terminal/terminal.js';

const EXAMPLES = `
Examples:
  audiate export table out --out scores.parquet            of sounds that render left
  audiate export table out/sweep --out all.parquet         of all folders of a sweep
  python3 -c "import pyarrow.parquet as p; print(p.read_table('scores.parquet').to_pandas())"`;

/** `audiate export table FOLDER`: what sounds scored, as Parquet. */
export function addExportTable(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('table')
    .description('write what sounds were made for and what they scored as a Parquet file')
    .argument('<folder>', 'what render, sweep or card left')
    .addHelpText('after', EXAMPLES);
  addFileFlags(command, 'sounds.parquet').action(async (folder: string, flags: FileFlags) => {
    await checkFree(flags);
    const sounds = await soundsBelow(folder);
    const wavs = Object.values(sounds).flatMap((some) => some.map(({ wav }) => wav));
    checkNotRead(flags, (await readWithin(dirname(flags.out), wavs, terminal.signal)).within);
    await writeFlagged(sweepTable(sounds), flags);
    const count = Object.values(sounds).reduce((sum, { length }) => sum + length, 0);
    terminal.print(`${flags.out}  ${count} sound${count === 1 ? '' : 's'}`);
  });
}

/** The sounds of a folder under '', else those of the folders in it that a sweep wrote. */
async function soundsBelow(folder: string): Promise<Record<string, SavedSound[]>> {
  const swept = await sweepSounds(folder);
  return Object.keys(swept).length > 0 ? swept : { '': await savedSounds(folder) };
}
