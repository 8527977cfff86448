import type { Command } from 'commander';
import { PLACE, placeOf } from '../../flags/atlas-place.js';
import type { Terminal } from '../../terminal/terminal.js';
import { loadQueue, redisOf } from './redis.js';

interface Flags {
  readonly redis: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  audiate atlas queue atlas --redis redis://queue:6379     once; again, to try again what was set aside
  audiate atlas run atlas --redis redis://queue:6379       on every machine`;

/** `audiate atlas queue DIR --redis URL`: puts the chunks of a plan on a queue, for machines that come and go. */
export function addAtlasQueue(commands: Command, terminal: Terminal): void {
  commands
    .command('queue')
    .description('put the chunks of a plan that are not finished on a queue of Redis or Valkey')
    .argument('<place>', `of the plan: ${PLACE}`)
    .requiredOption('--redis <url>', 'where the queue is')
    .addHelpText('after', EXAMPLES)
    .option('--json', 'what the queue holds as JSON')
    .action(async (place: string, { redis, json }: Flags) => {
      const connection = redisOf(redis);
      const { fillQueue } = await loadQueue();
      const counts = await fillQueue(placeOf(place), connection);
      const { waiting, active, finished } = counts;
      terminal.print(
        json ? JSON.stringify(counts) : `${waiting} chunks wait, ${active} are under way, ${finished} are finished`,
      );
    });
}
