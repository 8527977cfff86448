import type { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { addAtlasHear } from './hear.js';
import { addAtlasJob } from './job.js';
import { addAtlasMerge } from './merge.js';
import { addAtlasPlan } from './plan.js';
import { addAtlasQueue } from './queue.js';
import { addAtlasRun } from './run.js';
import { addAtlasServe } from './serve.js';

/** `audiate atlas …`: every unit of a model in one index. */
export function addAtlas(commands: Command, terminal: Terminal, end: (code: number) => void): void {
  const command = commands
    .command('atlas')
    .description('every unit of a model in one index, rendered on as many machines as there are');
  for (const add of [addAtlasPlan, addAtlasRun, addAtlasQueue, addAtlasJob, addAtlasMerge, addAtlasHear, addAtlasServe])
    add(command, terminal, end);
}
