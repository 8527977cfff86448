import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type SavedSound, savedSounds } from '@audiate/core';
import { sweepTable } from '@audiate/dataset';
import { InputError, show } from '@audiate/protocol';
import type { Command } from 'commander';
import { addFileFlags, checkFree, type FileFlags, writeFlagged } from '../../flags/file-flags.js';
import { WORK_FILE } from '../../output/work.js';
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
    await writeFlagged(sweepTable(sounds), flags);
    const count = Object.values(sounds).reduce((sum, { length }) => sum + length, 0);
    terminal.print(`${flags.out}  ${count} sound${count === 1 ? '' : 's'}`);
  });
}

/** The sounds of a folder under '', else those of the folders in it that audiate wrote. */
async function soundsBelow(folder: string): Promise<Record<string, SavedSound[]>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inside = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const sounds: Record<string, SavedSound[]> = {};
  const own = await savedSounds(folder).catch((error) => error as Error);
  if (Array.isArray(own)) return { '': own };
  for (const name of inside.sort()) {
    if (!(await readdir(join(folder, name))).includes(WORK_FILE)) continue;
    sounds[name] = await savedSounds(join(folder, name));
  }
  if (Object.keys(sounds).length > 0) return sounds;
  throw own instanceof InputError ? own : new InputError(`can't read ${show(folder)}: ${own.message}`);
}
