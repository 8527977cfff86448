import { type MeasureOptions, measureLayers } from '@audiate/ops';
import { type Activation, type Audio, InputError, type LayerInfo } from '@audiate/protocol';
import type { Program } from '../graph/step.js';
import { derivations } from '../layers/derived.js';
import { type Found, shapesOf } from '../layers/find.js';
import { type Rectified, rectifiedValues } from '../layers/rectified.js';
import { hearLayers, type OnnxNetwork } from './network.js';

/** What the layers of a network are like, by running it; those of one that is cut into windows, too. */
export async function measured(
  program: Program,
  {
    network,
    found,
    options,
    isChosen,
  }: {
    readonly network: OnnxNetwork;
    readonly found: Found;
    /** Whether the layers were named: then none is left out. */
    readonly isChosen: boolean;
    readonly options: Pick<MeasureOptions, 'maxSamples' | 'signal'>;
  },
): Promise<Record<string, LayerInfo>> {
  const hear = (sounds: Audio, asked: readonly string[]) =>
    Object.fromEntries(hearLayers(network, sounds, { asked })) as Record<string, Activation>;
  const names = network.layers.map(({ layer }) => layer);
  const { window } = network;
  if (window) {
    const { samples, hop } = window;
    const count = (length: number) =>
      new Map(names.map((name) => [name, length < samples ? 0 : Math.floor((length - samples) / hop) + 1]));
    return measureLayers(names, hear, { ...options, count, apart: true });
  }
  // every value with an axis of time is followed, also where few are chosen, so that what comes of which is known
  const all = { ...network, layers: found.candidates.map((one) => ({ ...one, layer: one.name })) };
  const hearAll = (sounds: Audio, asked: readonly string[]) =>
    Object.fromEntries(hearLayers(all, sounds, { asked })) as Record<string, Activation>;
  const derived = derivations(program, found);
  const needed = neededFor(network, derived);
  const chosen = all.layers.filter(({ name }) => needed.has(name));
  const single = new Set(found.candidates.flatMap(({ name, axes }) => (axes.time === undefined ? [name] : [])));
  const infos = await measureLayers(
    chosen.map(({ name }) => name),
    hearAll,
    {
      ...options,
      count: (samples) => framesAt(program, network, chosen, samples),
      derived: (name) => derived.get(name),
      isSingle: (name) => single.has(name),
      spare: (name, why) => {
        if (isChosen && network.layers.some((one) => one.name === name)) throw why;
      },
    },
  );
  const kept = network.layers.filter(({ name }) => Object.hasOwn(infos, name));
  if (kept.length === 0)
    throw new InputError('no value of the model follows the length of the sound evenly; give a window');
  const layerOf = new Map(kept.map(({ layer, name }) => [name, layer]));
  const rectified = rectifiedValues(program);
  return Object.fromEntries(
    kept.map(({ layer, name }, depth) => [
      layer,
      { ...infos[name]!, depth, ...activationFacts(rectified.get(name), layerOf) },
    ]),
  );
}

/** That a layer is an activation function's output, and of which layer, where that is one. */
function activationFacts(
  rectified: Rectified | undefined,
  layerOf: ReadonlyMap<string, string>,
): Pick<LayerInfo, 'rectified' | 'preactivation'> {
  if (!rectified) return {};
  const { of, turn } = rectified;
  const layer = layerOf.get(of);
  return { rectified: true, ...(layer !== undefined && turn !== undefined ? { preactivation: { layer, turn } } : {}) };
}

/** The layers, and the values by which they come about. */
function neededFor({ layers }: OnnxNetwork, derived: ReturnType<typeof derivations>): Set<string> {
  const needed = new Set<string>();
  const open = layers.map(({ name }) => name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    open.push(...(derived.get(name)?.from ?? []));
  }
  return needed;
}

function framesAt(
  program: Program,
  { listener }: OnnxNetwork,
  chosen: readonly { readonly name: string; readonly axes: { readonly time: number | undefined } }[],
  samples: number,
): Map<string, number> {
  const { shapes } = shapesOf(program, listener, 1, samples);
  return new Map(
    chosen.flatMap(({ name, axes }): [string, number][] => {
      const shape = shapes.get(name);
      return shape ? [[name, axes.time === undefined ? 1 : shape[axes.time]!]] : [];
    }),
  );
}
