import { createInterface } from 'node:readline';
import { type ModelAdapter, type Objective, objectives, render, renderSteps } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { tiny } from '@audiate/wav2vec2-tiny';
import { quartiles } from '../statistics.ts';
import type { Climb, Request, Target } from './climb.ts';

/** The default of `every`. */
const EVERY = 8;

// Our side: loads a model, `tiny` or that of a folder, then climbs what each line of input asks, with the defaults of `render`.
const [source] = process.argv.slice(2) as [string];
const model = (await (source === 'tiny' ? tiny() : loadWav2Vec2(source))) as unknown as ModelAdapter;
console.log(JSON.stringify({ versions: { node: process.versions.node } }));
for await (const line of createInterface({ input: process.stdin })) {
  const { targets, seed, steps }: Request = JSON.parse(line);
  const climbs: Climb[] = [];
  for (const target of targets) climbs.push(await climb(target, { seed, steps }));
  console.log(JSON.stringify({ climbs }));
}
process.exit();

interface Now {
  readonly ms: number;
  readonly cpu: NodeJS.CpuUsage;
}

function now(): Now {
  return { ms: performance.now(), cpu: process.cpuUsage() };
}

interface How {
  readonly seed: number;
  readonly steps: number;
}

function objectiveOf({ layer, channel, token }: Target): Objective {
  return token === undefined ? objectives.neuron(layer, channel) : objectives.logit(token, { at: 'center' });
}

function climb(target: Target, how: How): Promise<Climb> {
  return target.natural === undefined ? whole(target, how) : untilNatural(target, target.natural, how);
}

/** Stops at the first look whose clean score reaches the natural maximum; the steps are planned as by default. */
async function untilNatural(target: Target, natural: number, { seed, steps }: How): Promise<Climb> {
  const began = now();
  const ends = [];
  let [made, score, reached] = [0, Number.NaN, null as number | null];
  for await (const step of renderSteps(model, objectiveOf(target), { seed })) {
    ends.push(performance.now());
    made = step.step + 1;
    const best = made % EVERY === 0 ? step.state().best[0] : undefined;
    if (best) score = best.score;
    if (score >= natural) reached = made;
    if (reached !== null || made === steps) break;
  }
  return { ...timing(began, ends), steps: made, reached, score };
}

/** All steps, and the result. */
async function whole(target: Target, { seed, steps }: How): Promise<Climb> {
  const began = now();
  const ends: number[] = [];
  const onStep = () => void ends.push(performance.now());
  const { scores } = await render(model, objectiveOf(target), { seed, steps, onStep });
  return { ...timing(began, ends), steps, reached: null, score: scores[0]! };
}

function timing(
  began: Now,
  ends: readonly number[],
): Pick<Climb, 'seconds' | 'cpuSeconds' | 'beforeSteps' | 'perStep'> {
  const took = ends.slice(1).map((end, i) => end - ends[i]!);
  const { user, system } = process.cpuUsage(began.cpu);
  const perStep = quartiles(took).median;
  return {
    seconds: (performance.now() - began.ms) / 1000,
    cpuSeconds: (user + system) / 1e6,
    beforeSteps: (ends[0]! - began.ms - perStep) / 1000,
    perStep: perStep / 1000,
  };
}
