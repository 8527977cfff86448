import type { Builder } from '../graph/builder.js';
import { along, type Value } from '../graph/graph.js';
import { padAxis, sliceAxis } from './axis-slice.js';

/** Frames `first`, `first + 1` … of every window: `[batch, count, run · inputs]`. */
export function rowsFrom(
  build: Builder,
  x: Value,
  { first, run, stride, count }: { first: number; run: number; stride: number; count: number },
): Value {
  const [batch, frames, inputs] = x.shape as [number, number, number];
  const reach = first + count * stride;
  const long = reach > frames ? padAxis(build, x, 1, { begin: build.integers([0]), total: reach }) : x;
  const from = sliceAxis(build, long, 1, { begin: build.integers([first]), size: count * stride });
  const rows = build.reshape(from, [batch, count, stride * inputs]);
  return sliceAxis(build, rows, 2, { begin: build.integers([0]), size: run * inputs });
}

/** A signal `[batch, frames, channels]` cut or filled with zeros at its end. */
export function fitted(build: Builder, signal: Value, frames: number): Value {
  const begin = build.integers([0]);
  if (along(signal, 1) > frames) return sliceAxis(build, signal, 1, { begin, size: frames });
  return padAxis(build, signal, 1, { begin, total: frames });
}
