import { type EngineChoice, type EngineOptions, engineOf } from '@audiate/core';
import { type Clip, checkChoice, checkKeys, checkNumber, type ModelAdapter } from '@audiate/protocol';
import { listeners } from '../hearing/listeners.js';
import { checkSameModel } from '../index-file/check-same-model.js';
import type { DatasetIndex } from '../index-file/dataset-index.js';
import { centerOf } from '../index-file/facts.js';
import { readPieces } from '../scan/read-pieces.js';
import type { HeardWindow } from '../tally/window.js';

/** Options of {@link whatFires}. */
export interface WhatFiresOptions extends EngineOptions {
  /** Layers to look in; all of the index unless given. */
  readonly layers?: readonly string[];
  /** Units that are answered; 20. */
  readonly count?: number;
}

/** A unit that a clip drives, and how far beyond what the corpus does. */
export interface Firing {
  readonly layer: string;
  readonly unit: number;
  /** What the channel stands for, where the layer has a vocabulary. */
  readonly name?: string;
  /** Its highest activation in the clip. */
  readonly value: number;
  /** The middle of what that frame sees, in seconds from the clip's start. */
  readonly seconds: number;
  /** The share of the corpus's frames below it, 0 to 1; 1 beyond everything that was heard. */
  readonly percentile: number;
  /** Its distance from the corpus's mean in standard deviations. */
  readonly deviations: number;
}

/**
 * Reverse look-up: the units that a clip drives furthest beyond their usual range. Those of the highest percentile come
 * first; where percentiles are equal, as of all that go beyond everything that was heard, the most deviations from the mean.
 * A unit's highest frame is compared to single frames, so that a longer clip has higher percentiles. The clip may be at any
 * rate, as of a microphone; it is heard in windows, as the corpus was.
 * @throws InputError for a model that is not the one which scanned, an unknown layer, and what is no sound.
 */
export async function whatFires<L extends string>(
  model: ModelAdapter<L>,
  clip: Clip,
  index: DatasetIndex,
  options: WhatFiresOptions = {},
): Promise<readonly Firing[]> {
  const hearer = model as unknown as ModelAdapter;
  checkSameModel(index, hearer);
  const given = checkKeys('options of whatFires', options, ['layers', 'count', 'engine', 'device']);
  const known = index.facts.layers.map(({ name }) => name);
  const layers = given.layers ?? known;
  for (const layer of layers) checkChoice('layer of the index', layer, known);
  const count = checkNumber('count', given.count ?? 20, { min: 1, integer: true });
  const peaks = await peaksOf(hearer, clip, { index, layers, engine: engineOf(given) });
  const firings: Firing[] = [];
  for (const [i, layer] of layers.entries()) {
    for (const { unit, name, mean, deviation, share } of await index.units(layer)) {
      const { value, seconds } = peaks[i]![unit]!;
      const deviations = deviation > 0 ? (value - mean) / deviation : value === mean ? 0 : (value - mean) * Infinity;
      const named = name === undefined ? {} : { name };
      firings.push({ layer, unit, ...named, value, seconds, percentile: share(value), deviations });
    }
  }
  return firings.sort((a, b) => b.percentile - a.percentile || b.deviations - a.deviations).slice(0, count);
}

interface Peak {
  value: number;
  seconds: number;
}

interface Looking {
  readonly index: DatasetIndex;
  readonly layers: readonly string[];
  readonly engine: EngineChoice | undefined;
}

/** Each unit's highest moment in a clip, layer by layer. */
async function peaksOf(model: ModelAdapter, sound: Clip, { index, layers, engine }: Looking): Promise<Peak[][]> {
  const { window, grid } = index.facts.settings;
  const lengths = {
    windowSamples: Math.round(window * model.sampleRate),
    gridSamples: Math.max(1, Math.round(grid * model.sampleRate)),
  };
  const peaks = layers.map((layer) =>
    Array.from({ length: index.layer(layer).channels }, (): Peak => ({ value: -Infinity, seconds: 0 })),
  );
  const heard = listeners(model, layers, { window: lengths.windowSamples, engine });
  const see = (data: Float32Array, at: number, within: HeardWindow) => {
    const layer = index.layer(layers[at]!);
    for (const [i, value] of data.entries()) {
      const peak = peaks[at]![i % layer.channels]!;
      if (value <= peak.value) continue;
      peak.value = value;
      peak.seconds = (within.start + centerOf(layer, Math.floor(i / layer.channels), within)) / model.sampleRate;
    }
  };
  try {
    for await (const piece of readPieces({ file: 'the clip', sound }, model, lengths)) {
      const ready = await heard.for(piece.sound.length, 1);
      const [answers] = await ready.hearEach([piece.sound]);
      for (const [at, layer] of layers.entries()) see(answers![layer]!.data, at, piece.window);
    }
  } finally {
    heard.dispose();
  }
  return peaks;
}
