import type { Builder } from '../graph/builder.js';
import { nodeOf, type Value } from '../graph/graph.js';
import { place, window } from '../kernels/window.js';

/**
 * A signal `[batch, frames, channels]` in phases: of n phases, phase p holds the frames p, p + n, p + 2n … as rows
 * `[batch, ⌈frames / n⌉, channels]`. A convolution of stride 2 goes from 2n phases to n by products of whole phases:
 * nothing is gathered, and each tensor fits a processor's cache.
 */
export interface Phases {
  readonly rows: readonly Value[];
  readonly frames: number;
  /** Whether rows beyond the last frame are zeros; else they hold any finite numbers. */
  readonly clean: boolean;
}

/**
 * Numbers of one phase, 0.4 to 0.8 MB of float32: what the second caches of two cores hold beside the operand. Of
 * phases of 150, 200, 300 and 400 rows of wav2vec2-base's 512 channels those of 200 and 300 were the fastest.
 */
const NUMBERS = 140_000;

/** In how many phases a signal is computed; 1 where it is small. */
export function phaseCount(shape: readonly number[]): number {
  const numbers = shape.reduce((product, extent) => product * extent, 1);
  return 2 ** Math.max(0, Math.round(Math.log2(numbers / NUMBERS)));
}

/** The signal that phases make up. */
export function interleave(build: Builder, { rows, frames, clean }: Phases): Value {
  const [first] = rows as [Value];
  const [batch, , channels] = first.shape as [number, number, number];
  const cut = rows.map((phase) => rowsAt(build, phase, 0, Math.ceil(frames / rows.length)));
  if (rows.length === 1) return cut[0]!;
  return build.float('Interleave', cut, [batch, frames, channels], { clean: clean ? 1 : 0 });
}

/** The phases of a signal that was made of some. */
export function phasesIn(value: Value): Phases | undefined {
  const node = nodeOf(value);
  if (node?.op !== 'Interleave') return undefined;
  return { rows: node.inputs, frames: value.shape[1]!, clean: node.attributes.clean === 1 };
}

/** Any signal as so many phases, clean where `clean` asks for it. */
export function phasesOf(build: Builder, x: Value, count: number, { clean = false } = {}): readonly Value[] {
  const known = phasesIn(x);
  if (known && (known.clean || !clean)) {
    const had = known.rows.length;
    if (had === count) return known.rows;
    if (had % count === 0) return Array.from({ length: count }, (_, p) => joined(build, known.rows, p, count));
    if (count % had === 0) {
      const parts = known.rows.map((phase) => phasesOf(build, phase, count / had));
      return Array.from({ length: count }, (_, p) => parts[p % had]![Math.floor(p / had)]!);
    }
  }
  return split(build, x, count);
}

/** A signal as phases with zeros beyond its end; as it is where one would do. */
export function inPhases(build: Builder, x: Value, count: number): Value {
  return interleave(build, { rows: phasesOf(build, x, count, { clean: true }), frames: x.shape[1]!, clean: true });
}

/** Every `count`-th phase from `first` on as one. */
function joined(build: Builder, rows: readonly Value[], first: number, count: number): Value {
  const own = rows.filter((_, p) => p % count === first);
  const [batch, height, channels] = own[0]!.shape as [number, number, number];
  const beside = build.float('Concat', own, [batch, height, own.length * channels], { axis: 2 });
  return build.reshape(beside, [batch, height * own.length, channels]);
}

function split(build: Builder, x: Value, count: number): readonly Value[] {
  if (count === 1) return [x];
  const [batch, frames, channels] = x.shape as [number, number, number];
  const height = Math.ceil(frames / count);
  const whole = place(build, x, 1, { begin: build.integers([0]), total: height * count });
  const beside = build.reshape(whole, [batch, height, count * channels]);
  return Array.from({ length: count }, (_, p) =>
    window(build, beside, 2, { begin: build.integers([p * channels]), size: channels }),
  );
}

/** `height` rows of a phase from row `first` on; zeros where it has none, also before its beginning. */
export function rowsAt(build: Builder, phase: Value, first: number, height: number): Value {
  const from = Math.max(0, first);
  const size = Math.min(phase.shape[1]!, first + height) - from;
  const kept = window(build, phase, 1, { begin: build.integers([from]), size });
  return place(build, kept, 1, { begin: build.integers([from - first]), total: height });
}
