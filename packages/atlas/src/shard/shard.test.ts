import { expect, test } from 'vitest';
import { parseShard, shardOf } from './shard.js';

test('a shard is written as index/count', () => {
  expect(parseShard('0/1')).toEqual({ index: 0, of: 1 });
  expect(parseShard('49/50')).toEqual({ index: 49, of: 50 });
  for (const wrong of ['', '1', '50/50', '-1/3', '1/0', '1/2/3', '1e1/20', 'a/b']) {
    expect(() => parseShard(wrong)).toThrow(/the shard/);
  }
});

test.each([
  [{}, undefined],
  [
    { SLURM_ARRAY_TASK_ID: '3', SLURM_ARRAY_TASK_COUNT: '8' },
    { index: 3, of: 8 },
  ],
  [
    { SLURM_ARRAY_TASK_ID: '1', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '8' },
    { index: 0, of: 8 },
  ],
  [
    { AWS_BATCH_JOB_ARRAY_INDEX: '7', AWS_BATCH_JOB_ARRAY_SIZE: '8' },
    { index: 7, of: 8 },
  ],
  [
    { JOB_COMPLETION_INDEX: '2', AUDIATE_SHARDS: '5' },
    { index: 2, of: 5 },
  ],
])('batch systems tell it: %j', (environment, shard) => {
  expect(shardOf(environment)).toEqual(shard);
});

test.each([
  [{ JOB_COMPLETION_INDEX: '2' }, /JOB_COMPLETION_INDEX is set, and AUDIATE_SHARDS is not; pass the shard as 0\/50/],
  [{ SLURM_ARRAY_TASK_ID: 'x', SLURM_ARRAY_TASK_COUNT: '8' }, /SLURM_ARRAY_TASK_ID is "x"/],
  [{ SLURM_ARRAY_TASK_ID: '8', SLURM_ARRAY_TASK_COUNT: '8' }, /must have an index from 0 to 7/],
])('or it is refused: %j', (environment, message) => {
  expect(() => shardOf(environment)).toThrow(message);
});
