// What a process waits for before its first gradient, from the loaded model on: with nothing kept on disk, for the first time
// with a folder to keep the program in, and by a later process that finds it there. In alternating rounds, each in a
// process of its own. Beside it a look, which computes no gradient, and the memory that no file stands for.
// `npm run bench:first -- --cases base:3,base:12 --rounds 5` (a case: model, blocks)
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { describeMachine, thisMachine } from '../machine.ts';
import { quartiles } from '../statistics.ts';
import { asText, spread } from '../table.ts';

const { values: flags } = parseArgs({
  options: { cases: { type: 'string', default: 'base:3,base:12' }, rounds: { type: 'string', default: '5' } },
});

interface Answer {
  readonly first: number;
  readonly step: readonly number[];
  readonly look: readonly number[];
  readonly privateBytes: number;
}

const ways = ['nothing kept', 'first process', 'later process'] as const;
type Way = (typeof ways)[number];

interface Measured {
  readonly name: string;
  readonly way: Way;
  readonly answers: readonly Answer[];
}

const rows: Measured[] = [];
for (const name of flags.cases.split(',')) {
  const found: Record<Way, Answer[]> = { 'nothing kept': [], 'first process': [], 'later process': [] };
  for (let round = 0; round < Number(flags.rounds); round++) {
    const folder = await mkdtemp(join(tmpdir(), 'audiate-first-'));
    try {
      found['nothing kept'].push(await ask(name, 'off'));
      found['first process'].push(await ask(name, folder));
      found['later process'].push(await ask(name, folder));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  for (const way of ways) rows.push({ name, way, answers: found[way] });
}

const median = (values: readonly number[]) => quartiles(values).median;
const lookRatio = ({ look, step }: Answer) => median(look) / median(step);
console.log(`${describeMachine(thisMachine())}\n`);
console.log(
  asText(
    [
      ['model', ({ name }: Measured) => name.replace(':', ' L')],
      ['program', ({ way }) => way],
      ['first gradient, s', ({ answers }) => spread(quartiles(answers.map(({ first }) => first / 1000)), 2)],
      ['look ÷ step', ({ answers }) => spread(quartiles(answers.map(lookRatio)), 2)],
      ['memory, GB', ({ answers }) => (median(answers.map(({ privateBytes }) => privateBytes)) / 1e9).toFixed(2)],
    ],
    rows,
  ),
);

/** What a process answers that keeps programs in a folder, or nowhere (`off`). */
async function ask(name: string, cache: string): Promise<Answer> {
  const script = new URL('process.ts', import.meta.url).pathname;
  const node = ['--import', 'tsx', '--conditions=@audiate/source', script, ...name.split(':')];
  const env = { ...process.env, AUDIATE_CACHE: cache };
  const { stdout } = await promisify(execFile)(process.execPath, node, { env });
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}
