import type { EngineChoice, ModelAdapter, Objective } from '@audiate/core';
import { scoreAll } from '../listening/score-all.js';
import type { Unit } from '../listening/unit-of.js';
import { hearLayers, vectorAt } from '../speech/hear-layers.js';
import type { Speech } from '../speech/speech.js';
import { layerScale, PERCENTILES, type UnitStatistics } from './layer-scale.js';
import { type NaturalScale, scaleOfScores, scaleOfUnit } from './natural-scale.js';
import { type Selectivity, selectivity } from './selectivity.js';

/** Where a sound stands among speech, and its unit among the layer's. */
export interface Scales {
  readonly scale?: NaturalScale;
  readonly selectivity?: Selectivity;
}

/**
 * Places sounds among speech: a unit at one moment by the statistics of its layer, given or measured on speech; what else is
 * climbed by the scores of windows of speech.
 */
export async function scalesOf(
  model: ModelAdapter,
  sounds: readonly Float32Array[],
  options: {
    readonly objectives: readonly Objective[];
    readonly units: readonly (Unit | undefined)[];
    readonly speech: Speech | undefined;
    readonly statistics: UnitStatistics | undefined;
    readonly engine?: EngineChoice;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Scales[]> {
  const { objectives, units, speech, engine, signal } = options;
  const layers = [...new Set(units.flatMap((unit) => (unit ? [unit.layer] : [])))];
  const scales = new Map<string, Promise<UnitStatistics | undefined>>();
  const statisticsOf = (unit: Unit) => {
    const of = `${unit.layer} ${unit.beside ?? 0}`;
    const found = scales.get(of) ?? statisticsFor(unit, options);
    scales.set(of, found);
    return found;
  };
  const statistics: (UnitStatistics | undefined)[] = [];
  for (const unit of units) statistics.push(unit && (await statisticsOf(unit)));
  const heard = layers.length > 0 ? await hearLayers(model, sounds, { layers, engine, signal }) : {};
  const byUnit = units.map((unit, item): Scales => {
    if (!unit) return {};
    const activation = vectorAt(heard[unit.layer]!, item, unit);
    const known = statistics[item];
    const scale = known && scaleOfUnit(activation[unit.channel]!, unit, known);
    const found = known && selectivity(activation, unit, known);
    return { ...(scale && { scale }), ...(found && { selectivity: found }) };
  });
  const rest = [...byUnit.keys()].filter((item) => !byUnit[item]!.scale);
  if (!speech || rest.length === 0) return byUnit;
  const asked = rest.map((item) => objectives[item]!);
  const windows = speech.windows.map(({ samples }) => samples);
  const natural = await scoreAll(model, windows, { objectives: asked, engine, signal });
  const own = await scoreAll(
    model,
    rest.map((item) => sounds[item]!),
    { objectives: asked, engine, signal },
  );
  for (const [k, item] of rest.entries()) {
    byUnit[item] = { ...byUnit[item], scale: scaleOfScores(own[k]![k]!, natural[k]!) };
  }
  return byUnit;
}

/** The statistics given, which are of single frames, where they hold a unit's layer and it is not pooled; else those of the speech. */
async function statisticsFor(
  { layer, beside = 0 }: Unit,
  { statistics, speech }: { readonly statistics: UnitStatistics | undefined; readonly speech: Speech | undefined },
): Promise<UnitStatistics | undefined> {
  if (beside === 0 && statistics?.layers[layer]) return statistics;
  if (!speech) return undefined;
  return { percentiles: PERCENTILES, layers: { [layer]: layerScale((await speech.layer(layer, beside)).heard) } };
}
