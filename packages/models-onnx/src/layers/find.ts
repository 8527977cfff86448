import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import type { Program } from '../graph/step.js';
import { hearsItemsApart } from './apart.js';
import type { Axes } from './axes.js';
import type { Candidate } from './candidate.js';
import type { Listener } from './listen.js';

/** The shapes of the float values of a run, by name; of as many as could be computed. */
export interface Shapes {
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Why the run ended before its end. */
  readonly problem?: unknown;
}

/** Runs a whole program on silence of so many samples and items, and tells the shapes of its values. */
export function shapesOf(program: Program, listener: Listener, items: number, samples: number): Shapes {
  const shapes = new Map<string, readonly number[]>();
  try {
    tf.tidy(() => {
      const wanted = program.steps.flatMap(({ outputs }) => outputs.filter(Boolean));
      listener.hear(tf.zeros([items, samples]), wanted, (name, value) => {
        if (!value.known && value.type === 'float') shapes.set(name, value.shape);
        return value;
      });
    });
    return { shapes };
  } catch (problem) {
    return { shapes, problem };
  }
}

/** What two lengths and two batches tell of a program's values. */
export interface Found {
  readonly candidates: readonly Candidate[];
  /** Whether several items can be heard in one run. */
  readonly batched: boolean;
  /** The shapes of a run of one item, of the longer length. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/**
 * The values of a program that are layers: of floats, with one axis that follows the length, one at most that follows the
 * batch; and outputs without an axis of time.
 * @param whole the one length that it hears, where it hears no other: then no axis is one of time.
 * @throws InputError when it hears no length up to `maxSamples`, or has no layer.
 */
export async function findLayers(
  program: Program,
  listener: Listener,
  {
    whole,
    maxSamples,
    thing,
  }: { readonly whole: number | undefined; readonly maxSamples: number; readonly thing: string },
): Promise<Found> {
  const at = (items: number, samples: number) => shapesOf(program, listener, items, samples);
  const first = whole === undefined ? shortest(at, maxSamples, thing) : heard(at(1, whole), whole, thing);
  const longer = whole === undefined ? farLonger(at, first.samples, { maxSamples, thing }) : first.shapes;
  const twice = at(2, first.samples);
  const outputs = new Set(program.outputs);
  const find = (batched: boolean): Candidate[] =>
    [...first.shapes].flatMap(([name, shape]) => {
      const axes = axesOf({ shape, longer: longer.get(name), twice: batched ? twice.shapes.get(name) : undefined });
      if (!axes || (batched && axes.batch === undefined)) return [];
      if (axes.time === undefined && whole === undefined && !outputs.has(name)) return [];
      return [{ name, axes }];
    });
  const [together, alone] = [twice.problem === undefined ? find(true) : [], find(false)];
  const hasAll = [...outputs].every(
    (name) => together.some((one) => one.name === name) || !alone.some((one) => one.name === name),
  );
  const batched = together.length > 0 && hasAll && (await hearsItemsApart(listener, together, first.samples));
  const candidates = batched ? together : alone;
  if (candidates.length === 0)
    throw new InputError(`${thing} has no value with an axis that follows the length of the sound`);
  return { candidates, batched, shapes: longer };
}

type At = (items: number, samples: number) => Shapes;

function heard({ shapes, problem }: Shapes, samples: number, thing: string) {
  if (problem === undefined) return { shapes, samples };
  throw new InputError(`${thing} cannot hear ${samples} samples: ${messageOf(problem)}`, { cause: problem });
}

const messageOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

/** The first power of two, in samples, that is heard. @throws InputError when none is: why a sound of middle length is not. */
function shortest(at: At, maxSamples: number, thing: string) {
  let [problem, length]: [unknown, number] = [undefined, 0];
  for (let samples = 1; ; samples *= 2) {
    const tried = at(1, samples);
    if (tried.problem === undefined) return heard(tried, samples, thing);
    // longer ones fail for other reasons, too, such as places that are counted up to some number
    if (samples <= FAR_SAMPLES) [problem, length] = [tried.problem, samples];
    if (samples < maxSamples) continue;
    const hint = 'if it hears sounds of one length alone, give that as window: { samples }';
    throw new InputError(`${thing} cannot hear ${length} samples: ${messageOf(problem)}; ${hint}`, { cause: problem });
  }
}

/**
 * The shapes for a far longer sound: padded layers have one frame for several short lengths. Where it can't be heard, such as
 * by a model that counts places up to some number, those for one half as long, down to four times the first length.
 */
function farLonger(
  at: At,
  first: number,
  { maxSamples, thing }: { readonly maxSamples: number; readonly thing: string },
): Shapes['shapes'] {
  let samples = 4 * first;
  while (2 * samples <= Math.min(maxSamples, FAR_SAMPLES)) samples *= 2;
  for (; ; samples /= 2) {
    const tried = at(1, samples);
    if (tried.problem === undefined || samples <= 4 * first) return heard(tried, samples, thing).shapes;
  }
}

/** Longer than the hops of all layers but those of seconds. */
const FAR_SAMPLES = 16_384;

/** Undefined for a value whose extents follow in another way, such as the pairs of frames of attention. */
function axesOf({
  shape,
  longer,
  twice,
}: {
  readonly shape: readonly number[];
  readonly longer: readonly number[] | undefined;
  readonly twice: readonly number[] | undefined;
}): Axes | undefined {
  if (!longer || longer.length !== shape.length) return undefined;
  const differs = (other: readonly number[]) => shape.flatMap((extent, axis) => (other[axis] === extent ? [] : [axis]));
  const [times, batches] = [differs(longer), twice && twice.length === shape.length ? differs(twice) : []];
  if (times.length > 1 || batches.length > 1 || (times.length === 1 && times[0] === batches[0])) return undefined;
  return { rank: shape.length, time: times[0], batch: batches[0] };
}
