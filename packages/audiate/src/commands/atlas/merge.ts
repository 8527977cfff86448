import { join } from 'node:path';
import { mergeAtlas } from '@audiate/atlas';
import type { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';

const EXAMPLES = `
Examples:
  audiate atlas merge atlas --out merged
  python -c "from datasets import load_dataset; print(load_dataset('parquet', data_files='merged/index.parquet'))"`;

/** `audiate atlas merge DIR --out DIR`: one index of all chunks. */
export function addAtlasMerge(commands: Command, terminal: Terminal): void {
  commands
    .command('merge')
    .description('make one index of all chunks of a plan, and check every sound')
    .argument('<folder>', 'of the plan')
    .option('--out <folder>', 'where the index and the sounds go; merged in the folder of the plan unless given')
    .option('--json', 'what was merged as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, { out, json }: { readonly out?: string; readonly json?: boolean }) => {
      const into = out ?? join(folder, 'merged');
      const { units, archives } = await mergeAtlas(folder, into);
      const index = join(into, 'index.parquet');
      terminal.print(
        json
          ? JSON.stringify({ index, units, archives })
          : `${index} holds ${units} units, ${archives} archives their sounds`,
      );
    });
}
