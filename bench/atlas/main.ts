// Units a second that machines of one core make of one plan through the queue, against one such machine, against
// machines that share nothing but the processor, and against one program with all cores.
// A machine is a process in a network namespace of its own, pinned to a core; Redis listens on the bridge between them. Needs
// Linux, root, and redis-server. `npm run bench:atlas -- --units 256 --rounds 3`
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { planAtlas, writePlan } from '@audiate/atlas';
import { startRedis } from '@audiate/atlas/internal/testing/redis-server';
import { fillQueue } from '@audiate/atlas/queue';
import type { ModelAdapter } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import { describeMachine, thisMachine } from '../machine.ts';
import { quartiles } from '../statistics.ts';
import { asMarkdown, spread } from '../table.ts';
import { canMakeMachines, makeMachines } from './machines.ts';

const { values: flags } = parseArgs({
  options: { units: { type: 'string', default: '128' }, rounds: { type: 'string', default: '3' } },
});
if (!canMakeMachines()) throw new Error('network namespaces need Linux, root, and the program ip');
const cores = availableParallelism();
const units = Number(flags.units);
const machines = makeMachines(cores);
const script = new URL('./worker.ts', import.meta.url).pathname;
const tsx = ['npx', 'tsx', '--conditions=@audiate/source', script];

/** What works on a plan. */
interface Arrangement {
  readonly name: string;
  /** Commands that programs are started by. */
  readonly starts: readonly (readonly string[])[];
  /** Of each program. */
  readonly threads: number;
  readonly concurrency: number | 'auto';
  /** How many plans the units are cut into: as many as programs where each is to have its own, and no queue is shared. */
  readonly plans: number;
  readonly rates: number[];
}
const alone = { threads: 1, concurrency: 1, plans: 1 } as const;
const all = machines.each.map(({ command }) => command);
const everyCore = ['ip', 'netns', 'exec', 'audiate0'];
const arrangements: Arrangement[] = [
  { ...alone, name: '1 machine of 1 core', starts: all.slice(0, 1), rates: [] },
  { ...alone, name: `${cores} machines of 1 core`, starts: all, rates: [] },
  { ...alone, name: `${cores} machines of 1 core, a plan each`, starts: all, plans: cores, rates: [] },
  { ...alone, name: `1 program with ${cores} threads`, starts: [everyCore], threads: cores, rates: [] },
  {
    ...alone,
    name: "1 program, `concurrency: 'auto'`",
    starts: [everyCore],
    threads: cores,
    concurrency: 'auto',
    rates: [],
  },
];

async function unitsPerSecond({ starts, threads, concurrency, plans }: Arrangement): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-bench-'));
  const redis = await startRedis(folder, machines.host);
  const programs: ChildProcess[] = [];
  try {
    const model = (await tiny()) as ModelAdapter;
    const each = units / plans;
    for (let i = 0; i < plans; i++) {
      const target = `encoder.1.ffn:${i * each}-${(i + 1) * each - 1}`;
      const plan = await planAtlas(model, [target], { steps: 16, seconds: 0.6, unitsPerChunk: 8 });
      await writePlan(join(folder, String(i)), plan);
      await fillQueue(join(folder, String(i)), redis.connection);
    }
    for (const [i, start] of starts.entries()) {
      const own = join(folder, String(i % plans));
      const settings = [own, machines.host, redis.connection.port, threads, concurrency].map(String);
      const [command, ...words] = [...start, ...tsx, ...settings];
      programs.push(spawn(command!, words, { stdio: ['pipe', 'pipe', 'inherit'] }));
    }
    const lines = programs.map(({ stdout }) => createInterface(stdout!));
    await Promise.all(lines.map((line) => once(line, 'line')));
    const began = performance.now();
    let [done, ended] = [0, began];
    for (const line of lines) {
      line.on('line', (text) => {
        if (text !== 'chunk') return;
        done += 8;
        ended = performance.now();
      });
    }
    const exits = programs.map((program) => once(program, 'exit'));
    for (const { stdin } of programs) stdin!.write('go\n');
    await Promise.all(exits);
    if (done !== units) throw new Error(`${done} of ${units} units were finished`);
    return (1000 * units) / (ended - began);
  } finally {
    for (const program of programs) program.kill();
    await redis.stop();
    await rm(folder, { recursive: true });
  }
}

try {
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const arrangement of arrangements) {
      const rate = await unitsPerSecond(arrangement);
      arrangement.rates.push(rate);
      console.error(`round ${round}: ${arrangement.name}: ${rate.toFixed(2)} units a second`);
    }
  }
} finally {
  machines.remove();
}
const one = arrangements[0]!;
console.log(`${describeMachine(thisMachine())}\n`);
console.log(
  asMarkdown(
    [
      ['what works on the plan', ({ name }: Arrangement) => name],
      ['units a second', ({ rates }) => spread(quartiles(rates), 2)],
      [
        'of as many times one machine',
        ({ rates, starts, threads }) => {
          const shares = rates.map((rate, round) => rate / one.rates[round]! / Math.max(starts.length, threads));
          return spread(quartiles(shares), 2);
        },
      ],
    ],
    arrangements,
  ),
);
