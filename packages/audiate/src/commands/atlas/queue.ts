import type { Command } from 'commander';
import { addStoreFlag, type StoreFlag, storeOption } from '../../flags/store-flag.js';
import type { Terminal } from '../../terminal/terminal.js';
import { loadQueue, redisOf } from './redis.js';

interface Flags extends StoreFlag {
  readonly redis: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate atlas queue atlas --redis redis://queue:6379     once; again, to try again what was set aside
  audiate atlas run atlas --redis redis://queue:6379       on every machine`;

/** `audiate atlas queue DIR --redis URL`: puts the chunks of a plan on a queue, for machines that come and go. */
export function addAtlasQueue(commands: Command, terminal: Terminal): void {
  const command = commands
    .command('queue')
    .description('put the chunks of a plan that are not finished on a queue of Redis or Valkey')
    .argument('<folder>', 'of the plan')
    .requiredOption('--redis <url>', 'where the queue is')
    .addHelpText('after', EXAMPLES);
  addStoreFlag(command)
    .option('--json', 'what the queue holds as JSON')
    .action(async (folder: string, flags: Flags) => {
      const { redis, json } = flags;
      const connection = redisOf(redis);
      const { fillQueue } = await loadQueue();
      const counts = await fillQueue(folder, connection, storeOption(flags));
      const { waiting, active, finished } = counts;
      terminal.print(
        json ? JSON.stringify(counts) : `${waiting} chunks wait, ${active} are under way, ${finished} are finished`,
      );
    });
}
