import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { jobFile } from './job-file.js';

const job = { machines: 50, place: '/data/atlas', model: 'facebook/wav2vec2-base' };

test('Slurm gets an array whose index is the shard, and bash reads it', () => {
  const script = jobFile('slurm', job);
  expect(script).toContain('#SBATCH --array=0-49');
  execFileSync('bash', ['-n'], { input: script });
  expect(script.trim().split('\n').at(-1)).toBe(
    "exec npx audiate atlas run '/data/atlas' --model 'facebook/wav2vec2-base'",
  );
});

test('Kubernetes gets an Indexed Job that tells how many there are', () => {
  const text = jobFile('kubernetes', { ...job, cores: 8, memoryGb: 16 });
  for (const line of ['completionMode: Indexed', 'completions: 50', 'parallelism: 50', 'cpu: "8"', 'memory: 16Gi']) {
    expect(text).toContain(line);
  }
  expect(text).toMatch(/name: AUDIATE_SHARDS\n\s+value: "50"/);
});

test('a plan in a bucket needs no disk that machines share, but the keys', () => {
  const place = 's3://bucket/wav2vec2';
  const script = jobFile('slurm', { ...job, place });
  execFileSync('bash', ['-n'], { input: script });
  for (const line of ['#SBATCH --output=slurm-%A_%a.log', '#SBATCH --export=ALL', `atlas run '${place}'`]) {
    expect(script).toContain(line);
  }
  const text = jobFile('kubernetes', { ...job, place, secret: 'bucket-keys' });
  expect(text).toContain(`"run", "${place}"`);
  expect(text).toMatch(/envFrom:\n\s+- secretRef:\n\s+name: "bucket-keys"/);
  expect(text).not.toMatch(/volume/i);
  expect(jobFile('kubernetes', job)).not.toContain('secretRef');
});

test.each([
  [{ place: "a'; rm -rf /" }, /place must be/],
  [{ place: 's3://bucket/$(id)' }, /place must be/],
  [{ secret: 'a"' }, /secret must be/],
  [{ model: '$(id)' }, /model must be/],
  [{ model: '-x' }, /model must be/],
  [{ image: 'node"\n' }, /image must be/],
  [{ machines: 0 }, /machines must be a whole number at least 1/],
])('refuses %j', (wrong, message) => {
  for (const system of ['slurm', 'kubernetes'] as const) {
    expect(() => jobFile(system, { ...job, ...wrong })).toThrow(message);
  }
  expect(() => jobFile('pbs' as never, job)).toThrow(/unknown batch system "pbs"; choose from slurm, kubernetes/);
});
