import { type BatchSystem, jobFile, readPlan } from '@audiate/atlas';
import { InputError } from '@audiate/protocol';
import { type Command, Option } from 'commander';
import { PLACE, placeOf } from '../../flags/atlas-place.js';
import { whole } from '../../flags/numbers.js';
import type { Terminal } from '../../terminal/terminal.js';

interface Flags {
  readonly for: BatchSystem;
  readonly machines: number;
  readonly model?: string;
  readonly cores?: number;
  readonly memory?: number;
  readonly hours?: number;
  readonly image?: string;
  readonly volumeClaim?: string;
  readonly secret?: string;
}

const EXAMPLES = `
Examples:
  audiate atlas job /shared/atlas --for slurm --machines 50 > atlas.sh && sbatch atlas.sh
  audiate atlas job /atlas --for kubernetes --machines 50 | kubectl apply -f -
  audiate atlas job s3://bucket/atlas --for kubernetes --machines 50 --secret bucket-keys | kubectl apply -f -`;

/** `audiate atlas job DIR --for slurm`: prints the file that hands a plan to a batch system. */
export function addAtlasJob(commands: Command, terminal: Terminal): void {
  commands
    .command('job')
    .description('print the file that hands a plan to a batch system')
    .argument('<place>', `of the plan: ${PLACE}, as the machines see it`)
    .addOption(new Option('--for <system>', 'the batch system').choices(['slurm', 'kubernetes']).makeOptionMandatory())
    .requiredOption('--machines <count>', 'how many share the plan', whole(1))
    .option('--model <model>', 'where the machines find the model; as the plan names it unless given')
    .option('--cores <count>', 'of each machine; 4', whole(1))
    .option('--memory <gigabytes>', 'of each machine; 8', whole(1))
    .option('--hours <count>', 'what Slurm lets a task take; 24', whole(1))
    .option('--image <image>', 'of Kubernetes; node:22')
    .option('--volume-claim <name>', 'of Kubernetes: the volume that the folder is on; atlas')
    .option('--secret <name>', 'of Kubernetes: the Secret with the keys of the bucket; atlas')
    .addHelpText('after', EXAMPLES)
    .action(async (place: string, { for: system, memory, model, ...flags }: Flags) => {
      const named = model ?? (await readPlan(placeOf(place))).source;
      if (named === undefined) throw new InputError('the plan does not name its model; name it by --model');
      const memoryGb = memory === undefined ? {} : { memoryGb: memory };
      terminal.print(jobFile(system, { ...flags, ...memoryGb, place, model: named }).trimEnd());
    });
}
