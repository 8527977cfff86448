import { join } from 'node:path';
import { mergeAtlas, readPlan } from '@audiate/atlas';
import type { Command } from 'commander';
import { claimOutput } from '../../output/claim-output.js';
import { modelOf } from '../../output/work.js';
import type { Terminal } from '../../terminal/terminal.js';

interface Flags {
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

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
    .option('--force', 'begin anew where another work lies; the files that it wrote are removed')
    .option('--json', 'what was merged as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, { out, force, json }: Flags) => {
      const into = out ?? join(folder, 'merged');
      const { model, settings, chunks } = await readPlan(folder);
      const targets = chunks.map(({ layer, first, last }) => `${layer}:${first}-${last}`);
      const work = { command: 'atlas merge', model: modelOf(model), targets, settings };
      const { units, archives } = await mergeAtlas(folder, into, {
        async onBegin(sounds) {
          const how = { force, grows: false };
          const index = await claimOutput(into, work, {
            files: ['index.parquet', 'README.md'],
            folders: ['sounds'],
            ...how,
          });
          const inside = await claimOutput(join(into, 'sounds'), work, { files: sounds, ...how });
          await index.begin();
          await inside.begin();
        },
      });
      const index = join(into, 'index.parquet');
      terminal.print(
        json
          ? JSON.stringify({ index, units, archives })
          : `${index} holds ${units} units, ${archives} archives their sounds`,
      );
    });
}
