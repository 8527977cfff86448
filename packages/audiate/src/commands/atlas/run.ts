import { parseShard, runAtlas, type Shard, shardOf } from '@audiate/atlas';
import { type Command, Option } from 'commander';
import { PLACE, placeOf } from '../../flags/atlas-place.js';
import { valueFlag } from '../../flags/choices.js';
import { addEngineFlags, type EngineFlags, engineOptions } from '../../flags/engine-flags.js';
import { addModelFlags } from '../../flags/model-flags.js';
import { positive } from '../../flags/numbers.js';
import { lanes } from '../../flags/render-flags.js';
import { EXIT } from '../../terminal/exit.js';
import { progressOf } from '../../terminal/progress.js';
import type { Terminal } from '../../terminal/terminal.js';
import { type PlanModelFlags, withPlannedModel } from './plan-model.js';
import { redisOf, workOnQueue } from './redis.js';

interface Flags extends EngineFlags, PlanModelFlags {
  readonly shard?: string;
  readonly redis?: string;
  readonly work?: string;
  readonly deadAfter?: number;
  readonly concurrency: number | 'auto';
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate atlas run atlas                     again after Ctrl-C or a kill; on several machines at once
  audiate atlas run atlas --shard 3/50        the fourth of fifty machines; an array of Slurm, AWS Batch or Kubernetes says it itself
  audiate atlas run atlas --redis redis://queue:6379
  audiate atlas run s3://bucket/atlas --shard 3/50     machines share a bucket, and no folder`;

/** `audiate atlas run DIR`: renders the chunks of a plan that nobody has. */
export function addAtlasRun(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('run')
    .description('render chunks of a plan until all are finished')
    .argument('<place>', `of the plan: ${PLACE}`)
    .option('--model <model>', 'where the model is here; as the plan names it unless given')
    .option('--shard <index/count>', 'which of the machines that share the plan this is')
    .addOption(new Option('--redis <url>', 'take chunks from the queue there').conflicts('shard'))
    .option('--work <folder>', 'of what is under way; work beside the plan, of a bucket atlas-work here')
    .option('--dead-after <seconds>', 'a machine that is silent for so long has died; 30', positive)
    .addOption(valueFlag('--concurrency <count>', 'batches at once, or auto', { read: lanes }, 'auto'))
    .addHelpText('after', EXAMPLES);
  addModelFlags(addEngineFlags(command))
    .option('--json', 'how it ended as JSON')
    .action(async (place: string, flags: Flags) => {
      end(await runPlan(place, { flags, terminal }));
    });
}

async function runPlan(
  place: string,
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<number> {
  const { redis, concurrency, work, deadAfter, json } = flags;
  const silent = deadAfter === undefined ? {} : { deadAfterSeconds: deadAfter };
  const run = { ...engineOptions(flags), ...silent, ...(work !== undefined && { work }), concurrency };
  const at = placeOf(place);
  const { signal } = terminal;
  const shard = flags.shard === undefined ? shardOf(process.env) : parseShard(flags.shard);
  const connection = redis === undefined ? undefined : redisOf(redis);
  const progress = progressOf(terminal);
  try {
    return await withPlannedModel(place, flags, terminal, async (model) => {
      if (connection) return await workOnQueue(at, model, { run, connection, terminal, json: json === true });
      const found = await runAtlas(at, model, {
        ...run,
        ...(shard && { shard }),
        signal,
        onProgress: ({ done, of, chunk: { layer, first, last } }) =>
          progress.show(Math.floor(done), of, `${layer}:${first}-${last}`),
      });
      progress.stop();
      tell(place, { found, shard, json: json === true, terminal });
      if (found.stopped === 'aborted') return EXIT.interrupted;
      // A batch system starts a task again that has not finished its share.
      return found.failed.length > 0 || (shard && found.finished < found.of) ? EXIT.mistake : EXIT.done;
    });
  } finally {
    progress.stop();
  }
}

interface Ended {
  readonly found: Awaited<ReturnType<typeof runAtlas>>;
  readonly shard: Shard | undefined;
  readonly json: boolean;
  readonly terminal: Terminal;
}

function tell(place: string, { found, shard, json, terminal }: Ended): void {
  const { stopped, finished, elsewhere, failed, of } = found;
  const reasons = failed.map(({ chunk, error }) => ({ chunk, error: error.message }));
  if (json) terminal.print(JSON.stringify({ ...found, failed: reasons, shard: shard ?? null }));
  else for (const { chunk, error } of reasons) terminal.error(`chunk ${chunk} failed: ${error}`);
  if (stopped === 'aborted') {
    terminal.error(`stopped with ${finished} of ${of} chunks finished; the same command goes on from there`);
  } else if (!json) {
    const others = elsewhere > 0 ? `, ${elsewhere} with other programs` : '';
    terminal.print(`${finished} of ${of} chunks are finished${others}`);
    if (finished === of && !shard) terminal.print(`audiate atlas merge ${place}`);
  }
}
