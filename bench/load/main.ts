import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { quartiles } from '../statistics.ts';
import { SIZES, writeCheckpoint } from './checkpoint.ts';

// Loads random checkpoints of the published sizes from the disk, just written and so in the system's cache, each load in
// a process of its own: time, peak of memory beside what the process took before, and the longest hold of the event loop.
const RUNS = 3;
const run = promisify(execFile);
const tsx = join(import.meta.dirname, '../../node_modules/tsx/dist/cli.mjs');
const script = join(import.meta.dirname, 'measure.ts');

interface Row {
  readonly ms: number;
  readonly before: number;
  readonly peak: number;
  readonly longest: number;
}

async function measure(folder: string, upTo: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let i = 0; i < RUNS; i++) {
    const { stdout } = await run(process.execPath, [tsx, '--conditions=@audiate/source', script, folder, upTo]);
    rows.push(JSON.parse(stdout));
  }
  return rows;
}

console.log(`${cpus()[0]?.model}, ${availableParallelism()} CPUs, Node ${process.version}; median of ${RUNS} loads\n`);
console.log(
  '| checkpoint | weights | up to | load | peak of memory added | of the F32 size | whole process | event loop held |',
);
console.log('| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |');
const folder = await mkdtemp(join(tmpdir(), 'audiate-load-'));
try {
  for (const [name, size] of Object.entries(SIZES)) {
    for (const shards of [1, 4]) {
      const at = join(folder, `${name}-${shards}`);
      await mkdir(at);
      const bytes = await writeCheckpoint(at, size, shards);
      for (const upTo of shards === 1 ? ['', 'encoder.3'] : ['']) {
        const rows = await measure(at, upTo);
        const middle = (pick: (row: Row) => number) => quartiles(rows.map(pick)).median;
        const mb = (count: number) => `${(count / 1e6).toFixed(0)} MB`;
        const added = middle(({ peak, before }) => peak - before);
        const cells = [
          `${name}${shards > 1 ? `, ${shards} shards` : ''}`,
          mb(bytes),
          upTo || 'all',
          `${(middle(({ ms }) => ms) / 1000).toFixed(2)} s`,
          mb(added),
          (added / bytes).toFixed(2),
          mb(middle(({ peak }) => peak)),
          `${middle(({ longest }) => longest).toFixed(0)} ms`,
        ];
        console.log(`| ${cells.join(' | ')} |`);
      }
      await rm(at, { recursive: true });
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
