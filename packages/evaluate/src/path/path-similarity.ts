import { type EngineChoice, frameCenter, layerNames, type ModelAdapter } from '@audiate/core';
import { rankCorrelation } from '@audiate/dataset';
import { hasOneFrame } from '@audiate/protocol';
import type { Unit } from '../listening/unit-of.js';
import { mean } from '../numbers/mean.js';
import { standardDeviation } from '../numbers/standard-deviation.js';
import { type Heard, hearLayers, vectorAt } from '../speech/hear-layers.js';

/** Whether a sound takes the way through the model that speech takes. */
export interface PathSimilarity {
  /** By layer, from the input to the unit's: 1 as natural top clips are to each other, 0 as random clips are to them. */
  readonly byLayer: Readonly<Record<string, number>>;
  /** Over the layers before the unit's own together: Σ (sound − random) / Σ (natural − random). */
  readonly mean: number;
}

/** Natural pairs must be alike by more than random pairs by so many standard errors; else the layer has no scale. */
const STANDARD_ERRORS = 2;

/**
 * Compares, layer by layer, what a sound and the unit's natural top clips do at the moment when the unit listens (Geirhos and
 * others 2024, "Don't trust your eyes: on the (un)reliability of feature visualizations"): Spearman's rank correlation over the
 * channels, mean over the clips, put on a scale where pairs of top clips have 1 and pairs of a top clip and a random clip 0.
 * A layer where these two do not differ by two standard errors says nothing and is left out.
 * @param top clips with the unit's moment where the sound has it, at least two. @param random clips, at least one.
 */
export async function pathSimilarity(
  model: ModelAdapter,
  sound: Float32Array,
  options: {
    readonly unit: Unit;
    readonly top: readonly Float32Array[];
    readonly random: readonly Float32Array[];
    readonly engine?: EngineChoice | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<PathSimilarity | undefined> {
  const { unit, top, random, engine, signal } = options;
  if (top.length < 2 || random.length === 0) return undefined;
  const layers = pathTo(model, unit.layer);
  const heard = await hearLayers(model, [sound, ...top, ...random], { layers, engine, signal });
  const found = layers.flatMap((layer) => {
    const vectors = vectorsAt(model, layer, { unit, heard: heard[layer]! });
    const [own, tops, others] = [vectors[0]!, vectors.slice(1, 1 + top.length), vectors.slice(1 + top.length)];
    const natural = tops.map((a, i) => mean(tops.toSpliced(i, 1).map((b) => rankCorrelation(a, b))));
    const chance = others.map((b) => mean(tops.map((a) => rankCorrelation(a, b))));
    const span = mean(natural) - mean(chance);
    const above = mean(tops.map((one) => rankCorrelation(own, one))) - mean(chance);
    return span > STANDARD_ERRORS * Math.hypot(errorOf(natural), errorOf(chance)) ? [{ layer, above, span }] : [];
  });
  if (found.length === 0) return undefined;
  const before = found.filter(({ layer }) => layer !== unit.layer);
  const counted = before.length > 0 ? before : found;
  return {
    byLayer: Object.fromEntries(found.map(({ layer, above, span }) => [layer, above / span])),
    mean: mean(counted.map(({ above }) => above)) / mean(counted.map(({ span }) => span)),
  };
}

/** The standard error of a mean over clips; 0 for one. */
function errorOf(values: readonly number[]): number {
  return values.length > 1 ? standardDeviation(values) / Math.sqrt(values.length) : 0;
}

/** The layers on the way to one: not deeper than it, of several frames; of a block its output alone. */
function pathTo(model: ModelAdapter, layer: string): string[] {
  const { depth } = model.layers[layer]!;
  return layerNames(model).filter((name) => {
    const info = model.layers[name]!;
    const inner = /\.(attention|ffn|pre)$/.test(name);
    return name === layer || (info.depth < depth && !hasOneFrame(info) && !inner);
  });
}

function vectorsAt(
  model: ModelAdapter,
  layer: string,
  { unit, heard }: { readonly unit: Unit; readonly heard: Heard },
): Float64Array[] {
  const [own, info] = [model.layers[unit.layer]!, model.layers[layer]!];
  const sample = unit.frame === undefined || hasOneFrame(own) ? undefined : frameCenter(own, unit.frame);
  const nearest = (at: number) => Math.round((at - frameCenter(info, 0)) / info.hop);
  const frame = sample === undefined ? undefined : Math.min(heard.frames - 1, Math.max(0, nearest(sample)));
  return Array.from({ length: heard.sounds }, (_, i) => vectorAt(heard, i, { frame: hasOneFrame(info) ? 0 : frame }));
}
