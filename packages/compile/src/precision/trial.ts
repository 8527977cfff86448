import { multiply } from '../expressions/multiply.js';
import { createBuilder } from '../graph/builder.js';
import { asItIs } from '../graph/frozen.js';
import type { Value } from '../graph/graph.js';
import { quantize } from '../quantize/quantize.js';
import { loadProgram, type Program, type ProgramOptions } from '../session/program.js';

/** What a trial of products in bytes found. */
export interface Trial {
  /** Root mean square of the difference to float32, of float32's own. */
  readonly error: number;
  /** Whether products of the largest numbers come out whole: no sum was cut to what 16 bits hold. */
  readonly whole: boolean;
  /** The least time of bytes ÷ the least of float32, in alternating runs: other work on the machine only adds to a time. */
  readonly ratio: number;
}

/** By what a trial is made; ONNX Runtime and the clock of this process unless given. */
export interface Means {
  load(outputs: readonly Value[], options: ProgramOptions): Promise<Program>;
  now(): number;
}

const means: Means = { load: loadProgram, now: () => performance.now() };

/** Four products, one after the other, each of the size of a polyphase component of wav2vec2-base by one of its taps. */
const [ROWS, WIDTH, PRODUCTS] = [256, 512, 4];
const PAIRS = 12;

/** Computes products in float32 and in bytes, and compares numbers and time. */
export async function tryBytes(threads: number, { load, now }: Means = means): Promise<Trial> {
  const loading = (outputs: readonly Value[]) => load(outputs, { weights: 'initializer', threads, onDemand: 0 });
  const timed = async (program: Program, x: Float32Array) => {
    const began = now();
    const [answer] = await program.run({ inputs: { x }, lifted: [] }, true);
    return { answer: answer as Float32Array, ms: now() - began };
  };
  const { outputs, x } = chain();
  const programs: Program[] = [];
  const loaded = async (lowered: readonly Value[]) => {
    const program = await loading(lowered);
    programs.push(program);
    return program;
  };
  try {
    const plain = await loaded(outputs);
    const bytes = await loaded(quantize(outputs));
    const extreme = await loaded(quantize(largest()));
    const least = { plain: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
    let error = Number.NaN;
    for (let pair = 0; pair < PAIRS; pair++) {
      const [first, second] = [await timed(plain, x), await timed(bytes, x)];
      error = relativeError(second.answer, first.answer);
      least.plain = Math.min(least.plain, first.ms);
      least.bytes = Math.min(least.bytes, second.ms);
    }
    const { answer } = await timed(extreme, new Float32Array(EXTREME_ROWS * WIDTH).fill(1));
    const whole = answer.every((value, i) => Math.abs(value - (i % 2 === 0 ? WIDTH : -WIDTH)) < 1e-3 * WIDTH);
    return { error, whole, ratio: least.bytes / least.plain };
  } finally {
    for (const program of programs) await program.release();
  }
}

function chain(): { outputs: Value[]; x: Float32Array } {
  const build = createBuilder();
  let value = build.input('x', { shape: [ROWS, WIDTH], dtype: 'float32' });
  for (let i = 1; i <= PRODUCTS; i++) {
    const matrix = asItIs(spread(WIDTH * WIDTH, i, Math.sqrt(3 / WIDTH)));
    value = multiply(build, value, build.frozen(matrix, { shape: [WIDTH, WIDTH], dtype: 'float32' }));
  }
  return { outputs: [value], x: spread(ROWS * WIDTH, 0, 1) };
}

const EXTREME_ROWS = 32;

/** A product of ones by columns of 1 and of −1 in turn: the largest sums that bytes can make. */
function largest(): Value[] {
  const build = createBuilder();
  const x = build.input('x', { shape: [EXTREME_ROWS, WIDTH], dtype: 'float32' });
  const matrix = Float32Array.from({ length: WIDTH * WIDTH }, (_, i) => (i % 2 === 0 ? 1 : -1));
  return [multiply(build, x, build.frozen(asItIs(matrix), { shape: [WIDTH, WIDTH], dtype: 'float32' }))];
}

/** Numbers spread evenly between −scale and scale, always the same ones. */
function spread(count: number, seed: number, scale: number): Float32Array {
  let state = seed + 1;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return scale * (state / 2 ** 31 - 1);
  });
}

function relativeError(found: Float32Array, right: Float32Array): number {
  let [off, all] = [0, 0];
  for (const [i, value] of right.entries()) {
    off += (found[i]! - value) ** 2;
    all += value ** 2;
  }
  return Math.sqrt(off / all);
}
