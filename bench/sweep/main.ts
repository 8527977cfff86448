// What a sweep takes for each step of each item, by arrangement: targets in a batch × batches at once, each on an equal share of the cores.
// Default transforms, random weights, sounds of 1 s; rounds alternate over the arrangements.
// `npm run bench:sweep -- --cases tiny:4,base:3 --batches 1,4,8 --rounds 5 --steps 12` (a case: model, blocks)
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { describeMachine, thisMachine } from '../machine.ts';
import { randomModel } from '../random-model.ts';
import { quartiles } from '../statistics.ts';
import { asMarkdown, spread } from '../table.ts';
import { type Arrangement, type Cost, sweepCost } from './cost.ts';

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: 'tiny:4,base:3' },
    batches: { type: 'string', default: '1,4,8' },
    lanes: { type: 'string', default: `1,${availableParallelism()}` },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '12' },
  },
});
const numbers = (list: string) => list.split(',').map(Number);
const arrangements: Arrangement[] = numbers(flags.batches).flatMap((batch) =>
  numbers(flags.lanes).map((concurrency) => ({ batch, concurrency })),
);

interface Row extends Arrangement {
  readonly model: string;
  readonly layer: string;
  readonly costs: Cost[];
  /** How many times the steps a second of the first arrangement in the same round. */
  readonly ratios: number[];
}

const rows: Row[] = [];
for (const name of flags.cases.split(',')) {
  const [size, layer] = name.split(':') as [string, string];
  const model = await randomModel(size, Number(layer));
  const own = arrangements.map((arrangement): Row => ({ ...arrangement, model: size, layer, costs: [], ratios: [] }));
  for (let round = 0; round < Number(flags.rounds); round++) {
    for (const { batch, concurrency, costs, ratios } of own) {
      const steps = Number(flags.steps);
      const options = { batch, concurrency, steps, every: steps, seed: round, engine: 'onnxruntime' } as const;
      const cost = await sweepCost(model, `encoder.${Number(layer) - 1}`, options);
      costs.push(cost);
      ratios.push(own[0]!.costs[round]!.ms / cost.ms);
      console.error(`${name} round ${round}: batch ${batch} × ${concurrency}: ${cost.ms.toFixed(1)} ms`);
    }
  }
  rows.push(...own);
  model.dispose();
}
console.log(`${describeMachine(thisMachine())}\n`);
console.log(
  asMarkdown(
    [
      ['model', ({ model }: Row) => model],
      ['L', ({ layer }) => layer],
      ['batch', ({ batch }) => String(batch)],
      ['batches at once', ({ concurrency }) => String(concurrency)],
      ['ms a step and item', ({ costs }) => spread(quartiles(costs.map(({ ms }) => ms)), 1)],
      ['times the first', ({ ratios }) => spread(quartiles(ratios), 2)],
      ['CPU ms of all threads', ({ costs }) => spread(quartiles(costs.map(({ cpuMs }) => cpuMs)), 1)],
      ['of the main thread', ({ costs }) => spread(quartiles(costs.map(({ mainMs }) => mainMs)), 1)],
    ],
    rows,
  ),
);
process.exit();
