import {
  type EngineName,
  fold,
  key,
  layerNames,
  type ModelAdapter,
  normal,
  objectives,
  render,
  scores,
  uniform,
} from '@audiate/core';
import { percentile, readUnits } from './speech.ts';

/** What the panel tells of one unit. */
export interface UnitRow {
  readonly unit: string;
  /** Of the final audio, clean, at the centre. */
  readonly score: number;
  /** 99.9th percentile and maximum over recorded speech. */
  readonly percentile999: number;
  readonly topMoment: number;
  /** 99.9th percentile over white noise at the audio's RMS. */
  readonly noise: number;
  readonly passed: boolean;
  /** Whether the render told that the unit never woke. */
  readonly asleep: boolean;
}

/** How the panel renders and hears. */
export interface Settings {
  readonly steps: number;
  readonly seed: number;
  readonly engine: EngineName;
}

/** Draws units of all layers by a fixed seed, renders each, and compares it with recorded speech and with noise. */
export async function unitPanel(
  model: ModelAdapter,
  speech: readonly Float32Array[],
  { count, onRow, ...settings }: Settings & { readonly count: number; readonly onRow: (row: UnitRow) => void },
): Promise<UnitRow[]> {
  const units = drawUnits(model, count);
  const layers = [...new Set(units.map(({ layer }) => layer))];
  const onSpeech = await readUnits(model, speech, { layers, engine: settings.engine });
  const rows: UnitRow[] = [];
  for (const { layer, channel } of units) {
    const objective = objectives.neuron(layer, channel);
    const result = await render(model, objective, settings);
    const [sound] = result.audio as [Float32Array];
    const onNoise = await readUnits(model, [noiseLike(sound)], { layers: [layer], engine: settings.engine });
    const { total } = await scores(model, sound, objective, { engine: settings.engine });
    const row = judge(`${layer}:${channel}`, total[0]!, {
      onSpeech: onSpeech(layer, channel),
      onNoise: onNoise(layer, channel),
      asleep: result.asleep[0]!.length > 0,
    });
    rows.push(row);
    onRow(row);
  }
  return rows;
}

function judge(
  unit: string,
  score: number,
  readings: { onSpeech: Float32Array; onNoise: Float32Array; asleep: boolean },
): UnitRow {
  const percentile999 = percentile(readings.onSpeech, 0.999);
  return {
    unit,
    score,
    percentile999,
    topMoment: readings.onSpeech.at(-1)!,
    noise: percentile(readings.onNoise, 0.999),
    passed: score > percentile999,
    asleep: readings.asleep,
  };
}

/** Layers in turn (preactivations aside), the channel by a fixed seed. */
export function drawUnits(model: ModelAdapter, count: number): { layer: string; channel: number }[] {
  const names = layerNames(model).filter((name) => !name.endsWith('.pre'));
  const order = Array.from(uniform(key(24), names.length), (value, i) => ({ value, name: names[i]! })).sort(
    (a, b) => a.value - b.value,
  );
  return Array.from({ length: count }, (_, i) => {
    const layer = order[i % order.length]!.name;
    const [u] = uniform(fold(key(25), i), 1) as unknown as [number];
    return { layer, channel: Math.floor(u * model.layers[layer]!.channels) };
  });
}

/** Ten seconds of white noise at the RMS of a sound. */
function noiseLike(sound: Float32Array): Float32Array {
  const rms = Math.sqrt(sound.reduce((sum, x) => sum + x * x, 0) / sound.length);
  return normal(key(26), 160_000).map((x) => rms * x);
}
