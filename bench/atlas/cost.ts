// What whole atlases cost: milliseconds a unit at three depths of random models of the sizes of base and large, measured here, and
// core hours extrapolated from them along the depth. A unit is rendered and its retention measured. Units of every convolution are
// charged as those of conv.6, the last and dearest. `npm run bench:atlas:cost -- --steps 64 --seconds 1`
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { planAtlas } from '@audiate/atlas';
import { describeMachine, thisMachine } from '../machine.ts';
import { randomModel } from '../random-model.ts';
import { asMarkdown } from '../table.ts';

const { values: flags } = parseArgs({
  options: { steps: { type: 'string', default: '64' }, seconds: { type: 'string', default: '1' } },
});
const settings = { steps: Number(flags.steps), seconds: Number(flags.seconds) };
/** Blocks of the model that is measured: its last one tells what a block adds. */
const MEASURED = 4;

/** Milliseconds that a unit takes: at the last convolution, at the first block, and for each block more. */
interface Rates {
  readonly front: number;
  readonly first: number;
  readonly more: number;
}

async function ratesOf(size: string): Promise<Rates> {
  const model = await randomModel(size, MEASURED);
  const last = `encoder.${MEASURED - 1}`;
  const targets = ['conv.6', 'encoder.0', last].map((layer) => `${layer}:0-7`);
  const { msPerUnit = {} } = await planAtlas(model as never, targets, { ...settings, minutes: 1 });
  model.dispose();
  const [front, first] = [msPerUnit['conv.6']!, msPerUnit['encoder.0']!];
  return { front, first, more: (msPerUnit[last]! - first) / (MEASURED - 1) };
}

/** An atlas: units of convolutions and projections, and of each block. */
interface Atlas {
  readonly name: string;
  readonly rates: Rates;
  readonly front: number;
  readonly perBlock: number;
  readonly blocks: number;
  /** Models of this kind. */
  readonly count?: number;
}

const unitsOf = ({ front, perBlock, blocks, count = 1 }: Atlas) => count * (front + blocks * perBlock);

function coreHours({ rates, front, perBlock, blocks, count = 1 }: Atlas): number {
  const ofBlocks = Array.from({ length: blocks }, (_, block) => rates.first + block * rates.more);
  const ms = front * rates.front + perBlock * ofBlocks.reduce((sum, each) => sum + each, 0);
  return (count * ms * availableParallelism()) / 3.6e6;
}

const [base, large] = [await ratesOf('base'), await ratesOf('large')];
const [ofBase, ofLarge] = [768 + 3072 + 768, 1024 + 4096 + 1024];
const CONVOLUTIONS = 7 * 512;
const atlases: Atlas[] = [
  { name: 'wav2vec2-base', rates: base, front: CONVOLUTIONS + 2 * 768, perBlock: ofBase, blocks: 12 },
  { name: 'wav2vec2-large', rates: large, front: CONVOLUTIONS + 2 * 1024, perBlock: ofLarge, blocks: 24 },
  { name: 'HuBERT base, a dictionary of 6,144 features a block', rates: base, front: 0, perBlock: 6144, blocks: 12 },
  {
    name: '1,000 checkpoints of the size of base',
    ...{ rates: base, front: CONVOLUTIONS + 2 * 768, perBlock: ofBase, blocks: 12, count: 1000 },
  },
];
console.log(`${describeMachine(thisMachine())}; ${settings.steps} steps, ${settings.seconds} s\n`);
for (const [name, { front, first, more }] of Object.entries({ base, large })) {
  console.log(
    `${name}: ${front.toFixed(0)} ms a unit at conv.6, ${first.toFixed(0)} at encoder.0, ${more.toFixed(0)} for each block more`,
  );
}
const whole = (x: number) => Math.round(x).toLocaleString('en');
console.log(
  `\n${asMarkdown(
    [
      ['atlas', ({ name }: Atlas) => name],
      ['units', (atlas) => whole(unitsOf(atlas))],
      ['core hours', (atlas) => whole(coreHours(atlas))],
      ['hours on 100 machines of 2 cores', (atlas) => whole(coreHours(atlas) / 200)],
    ],
    atlases,
  )}`,
);
