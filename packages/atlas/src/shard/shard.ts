import { InputError, show } from '@audiate/protocol';

/** One of several machines that share a plan: the chunks whose number leaves `index` when it is divided by `of`. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly of: number;
}

const MAX_SHARDS = 100_000;

/**
 * Reads `3/50`, the fourth of fifty machines.
 * @throws InputError for another form, and an index that is not below the count.
 */
export function parseShard(text: string): Shard {
  const [, index, of] = (typeof text === 'string' && text.match(/^(\d{1,6})\/(\d{1,6})$/)) || [];
  if (index === undefined) {
    throw new InputError(`can't read the shard ${show(text)}; write it as 0/50, the first of 50, to 49/50, the last`);
  }
  return checkShard({ index: Number(index), of: Number(of) }, `the shard ${show(text)}`);
}

/** How each batch system names the place of a job in its array, where the first is, and how many there are. */
const SYSTEMS = [
  { index: 'SLURM_ARRAY_TASK_ID', first: 'SLURM_ARRAY_TASK_MIN', of: 'SLURM_ARRAY_TASK_COUNT' },
  { index: 'AWS_BATCH_JOB_ARRAY_INDEX', first: undefined, of: 'AWS_BATCH_JOB_ARRAY_SIZE' },
  // Kubernetes tells a job its index alone; the job file that audiate writes tells the count.
  { index: 'JOB_COMPLETION_INDEX', first: undefined, of: 'AUDIATE_SHARDS' },
] as const;

/**
 * The shard of a job of an array, as Slurm, AWS Batch and Kubernetes (an Indexed Job) tell it in the environment.
 * @param environment as `process.env`.
 * @returns undefined where there is no array.
 * @throws InputError where the index is told and the count is not, or they don't fit.
 */
export function shardOf(environment: Readonly<Record<string, string | undefined>>): Shard | undefined {
  for (const { index, first, of } of SYSTEMS) {
    if (environment[index] === undefined) continue;
    const number = (name: string) => {
      const text = environment[name];
      if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text);
      throw new InputError(
        `${index} is set, and ${name} ${text === undefined ? 'is not' : `is ${show(text)}`}; pass the shard as 0/50`,
      );
    };
    const start = first !== undefined && environment[first] !== undefined ? number(first) : 0;
    return checkShard({ index: number(index) - start, of: number(of) }, `the shard of ${index} and ${of}`);
  }
  return undefined;
}

/** @throws InputError where an index is not below its count. */
export function checkShard({ index, of }: Shard, thing: string): Shard {
  const fits = Number.isInteger(index) && Number.isInteger(of) && index >= 0 && index < of && of <= MAX_SHARDS;
  if (fits) return { index, of };
  throw new InputError(`${thing} must have an index from 0 to ${of - 1} of at most ${MAX_SHARDS}, got ${index}/${of}`);
}
