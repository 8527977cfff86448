import {
  type EngineChoice,
  frameCenter,
  type LayerInfo,
  layerNames,
  type ModelAdapter,
  type Sound,
} from '@audiate/core';
import { predict, ridge } from '@audiate/dataset';
import { hasOneFrame } from '@audiate/protocol';
import type { Unit } from '../listening/unit-of.js';
import { mean } from '../numbers/mean.js';
import { percentileAmong } from '../scale/percentile.js';
import { type Heard, hearLayers, vectorAt } from '../speech/hear-layers.js';
import type { UnitOnSpeech } from '../speech/unit-on-speech.js';
import { turn } from '../stages/turn.js';

/** What a judge would guess of a unit that it does not have, from its own activations. */
export interface LinearTransfer {
  readonly kind: 'linear';
  /** The judge's layer that the unit was read off. */
  readonly layer: string;
  /** How much of the unit's variance on speech the map tells, on frames that it was not fitted on: 1 all, 0 none. */
  readonly r2: number;
  /** The unit's activation as the judge has it. */
  readonly predicted: number;
  /** The percentage of speech for which the judge guesses less. */
  readonly percentile: number;
}

/** Frames that a map is fitted on: enough for a few hundred features, and a second or two of work. */
const ROWS = 3000;
/** Penalties that are tried, in units of the features' mean variance times the rows. */
const ALPHAS = [1e-4, 1e-3, 1e-2, 1e-1, 1];

/**
 * Fits a linear map from a judge's layer to a unit by ridge regression on three quarters of the windows of speech, the penalty
 * chosen by a sixteenth of them, and reads the sounds by it; `r2` is of windows that played no part in either.
 * Frames are matched by the time of their centres.
 * @param sounds each with its unit; all units of one layer.
 */
export async function linearTransfer(
  judge: ModelAdapter,
  {
    sounds,
    units,
    speech,
  }: { readonly sounds: readonly Sound[]; readonly units: readonly Unit[]; readonly speech: UnitOnSpeech },
  { engine, signal }: { readonly engine?: EngineChoice | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<(LinearTransfer | undefined)[]> {
  const [first] = units;
  const own = speech.model.layers[first!.layer]!;
  if (hasOneFrame(own) || speech.windows.length < 4) return units.map(() => undefined);
  const layer = matchingLayer(judge, first!.layer);
  const info = judge.layers[layer]!;
  const { sampleRate } = speech.model;
  const windows = speech.windows.map(({ samples }) => ({ samples, sampleRate }));
  const heard = (await hearLayers(judge, windows, { layers: [layer], engine, signal }))[layer]!;
  const asked = (await hearLayers(judge, sounds, { layers: [layer], engine, signal }))[layer]!;
  const pair = (frames: number) => pairFrames(own, info, { frames, ratio: judge.sampleRate / sampleRate });
  const rows = rowsOf(heard, pair(heard.frames), speech.heard);
  const found: LinearTransfer[] = [];
  for (const [i, { channel, frame }] of units.entries()) {
    await turn(signal);
    const { map, r2 } = fit(rows, ({ window, own: t }) => {
      return speech.heard.data[(window * speech.heard.frames + t) * speech.heard.channels + channel]!;
    });
    const guesses = rows.map(({ features }) => predict(map, features));
    const at = frame === undefined ? undefined : pair(asked.frames)(frame);
    const predicted = predict(map, vectorAt(asked, i, { frame: at }));
    found.push({ kind: 'linear', layer, r2, predicted, percentile: percentileAmong(guesses, predicted) });
  }
  return found;
}

/** The judge's layer of the same name, else its last one before the answer. */
function matchingLayer(judge: ModelAdapter, name: string): string {
  if (judge.layers[name] && name !== 'logits') return name;
  const names = layerNames(judge).filter((layer) => !hasOneFrame(judge.layers[layer]!) && layer !== 'logits');
  return names.at(-1) ?? layerNames(judge).at(-1)!;
}

/** For a frame of the unit's layer that of the judge's layer whose centre is nearest in time. */
function pairFrames(
  own: LayerInfo,
  judge: LayerInfo,
  { frames, ratio }: { readonly frames: number; readonly ratio: number },
): (frame: number) => number {
  return (frame) => {
    const nearest = Math.round((frameCenter(own, frame) * ratio - frameCenter(judge, 0)) / judge.hop);
    return Math.min(frames - 1, Math.max(0, nearest));
  };
}

interface Row {
  readonly window: number;
  readonly own: number;
  readonly features: Float64Array;
}

function rowsOf(heard: Heard, pair: (frame: number) => number, { sounds, frames }: Heard): Row[] {
  const total = sounds * frames;
  const count = Math.min(ROWS, total);
  return Array.from({ length: count }, (_, i) => {
    const at = Math.floor((i * total) / count);
    const [window, own] = [Math.floor(at / frames), at % frames];
    return { window, own, features: vectorAt(heard, window, { frame: pair(own) }) };
  });
}

function fit(rows: readonly Row[], targetOf: (row: Row) => number) {
  const part = (keep: (block: number) => boolean) => rows.filter(({ window }) => keep(window % 16));
  // Few windows: every fourth of 4 … 15 tests, and the penalty is chosen on what is tested, which 5 choices hardly favour.
  const test = part((block) => block % 4 === 3);
  const chosen = part((block) => block === 0);
  const kept = part((block) => block % 4 !== 3);
  const fitted = rows.at(-1)!.window >= 16 ? kept.filter(({ window }) => window % 16 !== 0) : kept;
  const scale = varianceOf(kept) * kept.length;
  const tries = ALPHAS.map((alpha) => {
    const map = ridge(
      fitted.map(({ features }) => features),
      fitted.map(targetOf),
      { alpha: alpha * scale },
    );
    return { map, fits: explained(chosen, (row) => predict(map, row.features), targetOf) };
  });
  const { map } = tries.reduce((best, next) => (next.fits > best.fits ? next : best));
  return { map, r2: explained(test, (row) => predict(map, row.features), targetOf) };
}

function varianceOf(rows: readonly Row[]): number {
  const features = rows[0]!.features.length;
  const variances = Array.from({ length: features }, (_, c) => {
    const level = mean(rows.map((row) => row.features[c]!));
    return mean(rows.map((row) => (row.features[c]! - level) ** 2));
  });
  return Math.max(mean(variances), Number.MIN_VALUE);
}

/** 1 − the variance that is left over the variance: the coefficient of determination. */
function explained(rows: readonly Row[], guess: (row: Row) => number, targetOf: (row: Row) => number): number {
  const level = mean(rows.map(targetOf));
  const left = mean(rows.map((row) => (targetOf(row) - guess(row)) ** 2));
  const all = mean(rows.map((row) => (targetOf(row) - level) ** 2));
  return 1 - left / all;
}
