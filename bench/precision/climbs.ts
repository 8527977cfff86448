// Whether a climb in bytes arrives where one in float32 does: the same targets of `tiny`, rendered in both from the same
// seeds, their best sounds scored again in float32. `npm run bench:precision:climbs -- --steps 32 --seeds 1,2,3`
import { parseArgs } from 'node:util';
import { objectives, render, scorer } from '@audiate/core';
import { tiny } from '@audiate/wav2vec2-tiny';
import { quartiles } from '../statistics.ts';

const { values: flags } = parseArgs({
  options: {
    steps: { type: 'string', default: '32' },
    seconds: { type: 'string', default: '0.5' },
    seeds: { type: 'string', default: '1,2,3' },
    /** Targets of each of the four layers, half of them neurons, half channels. */
    targets: { type: 'string', default: '12' },
    threads: { type: 'string' },
  },
});
const [steps, seconds, count] = [flags.steps, flags.seconds, flags.targets].map(Number) as [number, number, number];
const seeds = flags.seeds.split(',').map(Number);
const model = await tiny();
const layers = ['encoder.0', 'encoder.1', 'encoder.2', 'encoder.3'] as const;
const ratios: number[] = [];
/** What float32 alone arrives at, by target: how far seeds are apart. */
const plain = new Map<string, number[]>();

for (const seed of seeds) {
  const own: number[] = [];
  for (const layer of layers)
    for (const kind of ['neuron', 'channel'] as const) own.push(...(await climb(seed, layer, kind)));
  say(`i8 ÷ f32, seed ${seed}`, own);
  ratios.push(...own);
}
say('i8 ÷ f32, all', ratios);
const bySeed = [...plain.values()].flatMap((scores) => scores.slice(1).map((score) => score / scores[0]!));
if (bySeed.length > 0) say('f32 of another seed ÷ f32 of the first', bySeed);
process.exit();

/** Renders units of a layer in both precisions and answers, for each, the score of bytes ÷ that of float32. */
async function climb(seed: number, layer: (typeof layers)[number], kind: 'neuron' | 'channel'): Promise<number[]> {
  const channels = Array.from({ length: count / 2 }, (_, i) => 5 + i * 23);
  const batch = channels.length;
  const objective = objectives.each(channels.map((channel) => objectives[kind](layer, channel)));
  const samples = Math.round(seconds * model.sampleRate);
  const judge = await scorer(model, objective, { samples, batch, engine: 'onnxruntime' });
  const found: number[][] = [];
  for (const precision of ['f32', 'i8'] as const) {
    const engine = { name: 'onnxruntime', precision } as const;
    const { best } = await render(model, objective, { steps, samples, seed, batch, engine });
    const { total } = await judge.score(best.map(({ audio }) => audio));
    for (const [i, { score }] of best.entries()) {
      if (!(Math.abs(score - total[i]!) < 1e-3 * Math.max(1, Math.abs(score)))) {
        throw new Error(`${layer} ${channels[i]}: the render says ${score}, float32 says ${total[i]}`);
      }
    }
    found.push(total);
  }
  judge.dispose();
  const [f32, i8] = found as [number[], number[]];
  for (const [i, score] of f32.entries()) {
    const name = `${layer} ${kind} ${channels[i]}`;
    plain.set(name, [...(plain.get(name) ?? []), score]);
  }
  const ratio = i8.map((score, i) => score / f32[i]!);
  console.log(`seed ${seed}, ${kind} of ${layer}: i8 ÷ f32 ${ratio.map((value) => value.toFixed(3)).join(' ')}`);
  return ratio;
}

function say(name: string, list: readonly number[]): void {
  const { low, median, high } = quartiles(list);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const [least, most] = [Math.min(...list), Math.max(...list)];
  const figures = [mean, median, low, high, least, most].map((value) => value.toFixed(3)) as [string, ...string[]];
  console.log(
    `${name}: mean ${figures[0]}, median ${figures[1]} (${figures[2]}–${figures[3]}), from ${figures[4]} to ${figures[5]}, ${list.length} renders`,
  );
}
