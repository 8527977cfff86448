// Units a second that machines of one core make of one plan through the queue, against one such machine, and against one program with all cores.
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

/** What works on a plan: commands that programs are started by, and their threads. */
interface Arrangement {
  readonly name: string;
  readonly starts: readonly (readonly string[])[];
  readonly threads: number;
  readonly rates: number[];
}
const arrangements: Arrangement[] = [
  { name: '1 machine of 1 core', starts: [machines.each[0]!.command], threads: 1, rates: [] },
  { name: `${cores} machines of 1 core`, starts: machines.each.map(({ command }) => command), threads: 1, rates: [] },
  { name: `1 program with ${cores} threads`, starts: [['ip', 'netns', 'exec', 'audiate0']], threads: cores, rates: [] },
];

async function unitsPerSecond({ starts, threads }: Arrangement): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-bench-'));
  const redis = await startRedis(folder, machines.host);
  const programs: ChildProcess[] = [];
  try {
    const model = await tiny();
    await writePlan(
      folder,
      await planAtlas(model as never, [`encoder.1.ffn:0-${units - 1}`], { steps: 16, seconds: 0.6, unitsPerChunk: 8 }),
    );
    await fillQueue(folder, redis.connection);
    for (const start of starts) {
      const [command, ...words] = [
        ...start,
        ...tsx,
        folder,
        machines.host,
        String(redis.connection.port),
        String(threads),
      ];
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
