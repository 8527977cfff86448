import { InputError, key, macrotask, fold as subkey } from '@audiate/protocol';
import { chanceOf } from '../labels/chance.js';
import type { Label, Labels } from '../labels/labelled-clip.js';
import { permuted } from '../labels/permute.js';
import type { PooledLayer } from '../labels/pooled-activations.js';
import { crossValidator } from './cross-validate.js';
import { type Fitted, fitter } from './fit.js';
import { planFit } from './plan-fit.js';
import { checkFit, type FitProbeOptions } from './probe-options.js';
import type { ClassProbe, LayerScore, NumberProbe, Probe, ProbeMap } from './probe-result.js';
import { scoreClasses, scoreNumbers } from './score.js';

/**
 * {@link probe} for activations that were heard before, by {@link pooledActivations}: so that several labels cost one hearing.
 * @param pooled each layer over the same clips. @param labels one for each clip.
 * @throws InputError as `probe` does, and for labels or groups of another count than the clips.
 */
export async function fitProbe<L extends string>(
  pooled: Readonly<Record<L, PooledLayer>>,
  labels: readonly number[],
  options?: FitProbeOptions,
): Promise<NumberProbe<L>>;
export async function fitProbe<L extends string>(
  pooled: Readonly<Record<L, PooledLayer>>,
  labels: readonly string[],
  options?: FitProbeOptions,
): Promise<ClassProbe<L>>;
export async function fitProbe<L extends string>(
  pooled: Readonly<Record<L, PooledLayer>>,
  labels: readonly Label[],
  options?: FitProbeOptions,
): Promise<Probe<L>>;
export async function fitProbe<L extends string>(
  pooled: Readonly<Record<L, PooledLayer>>,
  labels: readonly Label[],
  options: FitProbeOptions = {},
): Promise<Probe<L>> {
  const { folds: asked, lambda, permutations, seed, signal, ...rest } = checkFit(options);
  const layers = Object.keys(pooled) as L[];
  if (layers.length === 0) throw new InputError('a probe needs the activations of at least one layer, got none');
  for (const layer of layers) {
    checkCounts(layer, pooled[layer], { labels: labels.length, groups: rest.groups?.length ?? labels.length });
  }
  const { read, groups, count, folds, parts } = planFit(labels, {
    groups: rest.groups,
    folds: asked,
    towards: rest.towards,
  });
  const classes = read.kind === 'classes' ? read.classes.length : undefined;
  const score = (told: readonly Float64Array[], truth: Labels['values']) =>
    (classes === undefined ? scoreNumbers(told, truth) : scoreClasses(told, truth, classes)) as unknown as Scores;
  const deals = Array.from({ length: permutations }, (_, n) => permuted(read.values, groups, subkey(key(seed), n)));
  const scores: LayerScore<Scores>[] = [];
  for (const layer of layers) {
    const rows = rowsOf(pooled[layer]);
    const validate = crossValidator(rows, parts, { lambda: lambda ?? pooled[layer].channels, classes });
    const own = score(validate(read.values), read.values);
    const chance: Scores[] = [];
    for (const deal of deals) {
      await macrotask();
      signal?.throwIfAborted();
      chance.push(score(validate(deal), deal));
    }
    const baseline = Object.fromEntries(
      Object.entries(own).map(([name, value]) => [
        name,
        chanceOf(
          value,
          chance.map((deal) => deal[name]!),
        ),
      ]),
    );
    scores.push({ ...own, layer, baseline } as unknown as LayerScore<Scores>);
  }
  const layer = scores.reduce((best, next) => (isBetter(next, best) ? next : best)).layer as L;
  const penalty = lambda ?? pooled[layer].channels;
  const fitted = fitter(rowsOf(pooled[layer]), { lambda: penalty, classes })(read.values);
  const facts = { layer, clips: labels.length, groups: count, folds, lambda: penalty, scores };
  return read.kind === 'numbers'
    ? numberProbe(facts, fitted, read.values)
    : classProbe(facts, fitted, { classes: read.classes, towards: rest.towards });
}

type Scores = Readonly<Record<string, number>>;
type Facts<L extends string> = Pick<Probe<L>, 'layer' | 'clips' | 'groups' | 'folds' | 'lambda'> & {
  readonly scores: readonly LayerScore<Scores>[];
};

function isBetter(a: LayerScore<Scores>, b: LayerScore<Scores>): boolean {
  if (a.r2 !== undefined) return a.r2 > b.r2!;
  return a.balancedAccuracy! > b.balancedAccuracy! || (a.balancedAccuracy === b.balancedAccuracy && a.auc! > b.auc!);
}

function numberProbe<L extends string>(facts: Facts<L>, { maps }: Fitted, values: Float64Array): NumberProbe<L> {
  const map = mapOf(maps[0]!);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return {
    kind: 'numbers',
    ...facts,
    direction: unit(map.weights),
    map,
    labels: { mean, deviation },
  } as unknown as NumberProbe<L>;
}

function classProbe<L extends string>(
  facts: Facts<L>,
  fitted: Fitted,
  {
    classes,
    towards = classes.at(-1)!,
  }: { readonly classes: readonly string[]; readonly towards?: string | undefined },
): ClassProbe<L> {
  const own = fitted.maps.map(mapOf);
  const none = { weights: new Float32Array(own[0]!.weights.length), intercept: 0 };
  const maps = classes.length === 2 ? [none, own[0]!] : own;
  const directions = Object.fromEntries(
    classes.map((name, c) => {
      const away = own[0]!.weights.map((weight) => -weight);
      return [name, unit(classes.length === 2 && c === 0 ? away : maps[c]!.weights)];
    }),
  );
  const direction = directions[towards]!;
  return { kind: 'classes', ...facts, direction, classes, maps, towards, directions } as unknown as ClassProbe<L>;
}

const mapOf = ({ weights, intercept }: Fitted['maps'][number]): ProbeMap => ({
  weights: Float32Array.from(weights),
  intercept,
});

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function rowsOf({ data, clips, channels }: PooledLayer): Float32Array[] {
  return Array.from({ length: clips }, (_, i) => data.subarray(i * channels, (i + 1) * channels));
}

function checkCounts(
  layer: string,
  { clips }: PooledLayer,
  given: Readonly<Record<'labels' | 'groups', number>>,
): void {
  for (const [name, count] of Object.entries(given)) {
    if (count === clips) continue;
    throw new InputError(`${name} of a probe must be one for each clip; ${layer} has ${clips} clips, got ${count}`);
  }
}
