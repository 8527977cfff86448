import { padAxis, sliceAxis } from '../expressions/axis-slice.js';
import type { Builder } from '../graph/builder.js';
import { along, madeBy, sizeOf, type Value } from '../graph/graph.js';

/**
 * The polyphase decomposition of a signal `[batch, frames, channels]`: of n components, that of phase p holds the frames
 * p, p + n, p + 2n … as rows `[batch, ⌈frames / n⌉, channels]`. A convolution of stride 2 goes from 2n components to n by
 * products of whole ones: nothing is gathered, and each tensor fits a processor's cache.
 */
export interface Polyphase {
  readonly components: readonly Value[];
  readonly frames: number;
  /** Whether rows beyond the last frame are zeros; else they hold any finite numbers. */
  readonly clean: boolean;
}

/**
 * Numbers of one component, 0.4 to 0.8 MB of float32: what the second caches of two cores hold beside the operand. Of
 * components of 150, 200, 300 and 400 rows of wav2vec2-base's 512 channels those of 200 and 300 were the fastest.
 */
const NUMBERS = 140_000;

/** Of how many components a signal is made; 1 where it is small. */
export function componentCount(shape: readonly number[]): number {
  return 2 ** Math.max(0, Math.round(Math.log2(sizeOf(shape) / NUMBERS)));
}

/** The signal that components make up. */
export function interleave(build: Builder, { components, frames, clean }: Polyphase): Value {
  const cut = components.map((component) => rowsAt(build, component, 0, Math.ceil(frames / components.length)));
  const [first] = cut as [Value];
  if (cut.length === 1) return first;
  const [batch, , channels] = first.shape as [number, number, number];
  return build.float('Interleave', cut, [batch, frames, channels], { clean: clean ? 1 : 0 });
}

/** The components that a signal was made of, if it was. */
export function polyphaseIn(value: Value): Polyphase | undefined {
  const node = madeBy(value, 'Interleave');
  if (!node) return undefined;
  return { components: node.inputs, frames: along(value, 1), clean: node.attributes.clean === 1 };
}

/** Any signal as so many components, clean where `clean` asks for it. */
export function componentsOf(build: Builder, x: Value, count: number, { clean = false } = {}): readonly Value[] {
  const known = polyphaseIn(x);
  if (known && (known.clean || !clean)) {
    const had = known.components.length;
    if (had === count) return known.components;
    if (had % count === 0) return Array.from({ length: count }, (_, p) => joined(build, known.components, p, count));
    if (count % had === 0) {
      const parts = known.components.map((component) => componentsOf(build, component, count / had));
      return Array.from({ length: count }, (_, p) => parts[p % had]?.[Math.floor(p / had)] as Value);
    }
  }
  return split(build, x, count);
}

/** A signal as components with zeros beyond its end; as it is where one would do. */
export function asPolyphase(build: Builder, x: Value, count: number): Value {
  const components = componentsOf(build, x, count, { clean: true });
  return interleave(build, { components, frames: along(x, 1), clean: true });
}

/** Every `count`-th component from `first` on as one. */
function joined(build: Builder, components: readonly Value[], first: number, count: number): Value {
  const own = components.filter((_, p) => p % count === first);
  const [batch, height, channels] = (own as [Value])[0].shape as [number, number, number];
  const beside = build.float('Concat', own, [batch, height, own.length * channels], { axis: 2 });
  return build.reshape(beside, [batch, height * own.length, channels]);
}

function split(build: Builder, x: Value, count: number): readonly Value[] {
  if (count === 1) return [x];
  const [batch, frames, channels] = x.shape as [number, number, number];
  const height = Math.ceil(frames / count);
  const whole = padAxis(build, x, 1, { begin: build.integers([0]), total: height * count });
  const beside = build.reshape(whole, [batch, height, count * channels]);
  return Array.from({ length: count }, (_, p) =>
    sliceAxis(build, beside, 2, { begin: build.integers([p * channels]), size: channels }),
  );
}

/** `height` rows of a component from row `first` on; zeros where it has none, also before its beginning. */
export function rowsAt(build: Builder, component: Value, first: number, height: number): Value {
  const from = Math.max(0, first);
  const size = Math.min(along(component, 1), first + height) - from;
  const kept = sliceAxis(build, component, 1, { begin: build.integers([from]), size });
  return padAxis(build, kept, 1, { begin: build.integers([from - first]), total: height });
}
