import { engineOf } from '@audiate/core';
import { checkKeys, checkNumber, InputError, show } from '@audiate/protocol';
import type { PooledOptions } from '../labels/pooled-activations.js';

/** How a probe is fitted and judged. */
export interface FitProbeOptions {
  /** Who speaks in each clip: groups are held out whole. Each clip a group of its own unless given. */
  readonly groups?: readonly string[];
  /** Parts that are held out one at a time, 2 or more; 5, or as many as there are groups, unless given. */
  readonly folds?: number;
  /**
   * L2 penalty on standardised activations, above 0: `alpha` of scikit-learn's `Ridge`, 1 / `C` of its `LogisticRegression`. As
   * many as there are channels unless given, a strong one: directions of few clips and many channels are mostly noise else.
   */
  readonly lambda?: number;
  /** How often chance deals the labels anew, 0 to 10,000; 20 unless given. */
  readonly permutations?: number;
  /** Of those deals; 0 unless given. */
  readonly seed?: number;
  /** The class that `direction` leads towards; the second of two, or the last, by name, unless given. */
  readonly towards?: string;
  readonly signal?: AbortSignal;
}

/** Options of {@link probe}. */
export interface ProbeOptions<K extends string>
  extends Omit<FitProbeOptions, 'groups'>,
    Omit<PooledOptions<K>, 'layers'> {
  /** One layer; or several as `layers`, of which the best is taken. All but those before an activation function unless given. */
  readonly layer?: K;
  readonly layers?: readonly K[];
}

const FIT_KEYS = ['groups', 'folds', 'lambda', 'permutations', 'seed', 'towards', 'signal'];

/**
 * The options with their defaults, checked.
 * @throws InputError for an unknown name and a number out of range.
 */
export function checkFit(options: FitProbeOptions) {
  checkKeys('options of fitProbe', options, FIT_KEYS);
  const { folds, lambda, permutations = 20, seed = 0, towards } = options;
  if (folds !== undefined) checkNumber('folds', folds, { min: 2, integer: true });
  if (lambda !== undefined) checkNumber('lambda', lambda, { above: 0 });
  if (towards !== undefined && typeof towards !== 'string') {
    throw new InputError(`towards of a probe must be the name of a class, got ${show(towards)}`);
  }
  checkNumber('permutations', permutations, { min: 0, max: 10_000, integer: true });
  return { ...options, permutations, seed };
}

/**
 * The options of `probe` as those of hearing and those of fitting.
 * @throws InputError for an unknown name, and for both `layer` and `layers`.
 */
export function splitOptions<K extends string>(options: ProbeOptions<K>) {
  checkKeys('options of probe', options, [
    ...FIT_KEYS.filter((key) => key !== 'groups'),
    ...['layer', 'layers', 'pool', 'engine', 'device', 'onProgress'],
  ]);
  const { layer, layers, pool, engine: named, device, onProgress, ...fit } = options;
  const engine = engineOf({ engine: named, device });
  if (layer !== undefined && layers !== undefined) {
    throw new InputError(`a probe takes layer or layers, got both (${show(layer)} and ${show(layers)}); leave one out`);
  }
  checkFit(fit);
  const asked = layers ?? (layer === undefined ? undefined : [layer]);
  return {
    fit,
    hear: {
      ...(asked && { layers: asked }),
      ...(pool && { pool }),
      ...(engine && { engine }),
      ...(onProgress && { onProgress }),
      ...(fit.signal && { signal: fit.signal }),
    },
  };
}
