import { join } from 'node:path';
import { isBucket, mergeAtlas, readPlan, type Store } from '@audiate/atlas';
import { InputError } from '@audiate/protocol';
import type { Command } from 'commander';
import { PLACE, placeOf, storeOf } from '../../flags/atlas-place.js';
import { claimOutput } from '../../output/claim-output.js';
import { modelOf, type Work } from '../../output/work.js';
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
    .argument('<place>', `of the plan: ${PLACE}`)
    .option('--out <place>', `where the index and the sounds go: ${PLACE}; merged beside the plan unless given`)
    .option(
      '--force',
      'begin anew where another work lies; the files that it wrote are removed, in a bucket those that its index names',
    )
    .addHelpText('after', EXAMPLES)
    .option('--json', 'what was merged as JSON')
    .action(async (from: string, { out, force, json }: Flags) => {
      const into = out ?? (isBucket(from) ? `${from.replace(/\/+$/, '')}/merged` : join(from, 'merged'));
      const at = placeOf(from);
      const { model, settings, chunks } = await readPlan(at);
      const targets = chunks.map(({ layer, first, last }) => `${layer}:${first}-${last}`);
      const work = { command: 'atlas merge', model: modelOf(model), targets, settings };
      const place = storeOf(into);
      let begin = async () => {};
      const { units, archives } = await mergeAtlas(at, place, {
        async onBegin(sounds) {
          if (isBucket(into)) await checkFree(place, force);
          else begin = await claimFolders(into, work, { sounds, force });
        },
        onWrite: () => begin(),
      });
      const index = `${into}/index.parquet`;
      terminal.print(
        json
          ? JSON.stringify({ index, units, archives })
          : `${index} holds ${units} units, ${archives} archives their sounds`,
      );
    });
}

/** @throws InputError where a bucket holds an index; only `force` replaces it. */
async function checkFree(place: Store, force: boolean | undefined): Promise<void> {
  if (force || !(await place.has('index.parquet'))) return;
  throw new InputError(`${place.source} holds an index; choose another prefix, or --force replaces it`);
}

interface Claimed {
  readonly sounds: readonly string[];
  readonly force: boolean | undefined;
}

/** Claims the folder and the one of its sounds. @returns what clears them. */
async function claimFolders(into: string, work: Work, { sounds, force }: Claimed): Promise<() => Promise<void>> {
  const how = { force, grows: false };
  const index = await claimOutput(into, work, { files: ['index.parquet', 'README.md'], folders: ['sounds'], ...how });
  const inside = await claimOutput(join(into, 'sounds'), work, { files: sounds, ...how });
  return async () => {
    await index.begin();
    await inside.begin();
  };
}
