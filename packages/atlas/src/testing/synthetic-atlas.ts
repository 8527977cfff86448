import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { key, normal, uniform } from '@audiate/protocol';
import { MAP_COLUMNS } from '../map/map-columns.js';
import type { MapRow } from '../map/map-row.js';
import { UNIT_COLUMNS } from '../rows/unit-columns.js';
import type { UnitRow } from '../rows/unit-row.js';
import { writeRows } from '../rows/write-rows.js';
import { madeSounds } from './made-sounds.js';

/** What a made-up atlas holds. */
export interface SyntheticOptions {
  readonly units: number;
  /** Sounds that differ, shared by the units in turn; 8 unless given. */
  readonly sounds?: number;
  readonly layers?: number;
  readonly seed?: number;
}

const LABELS = ['IY', 'AA', 'S', 'SH', 'M', 'N', 'T', 'K', 'UW', 'EH', 'L', 'R', 'F', 'Z', 'OW', 'B'];
const SECONDS = 0.5;
const SAMPLE_RATE = 16_000;

/** The facts of its map. */
export const SYNTHETIC_FACTS = {
  format: 1,
  model: { name: 'made-up', fingerprint: 'made-up', sampleRate: SAMPLE_RATE },
  source: 'tiny',
  labels: { kind: 'tiny' },
};

/** Writes a merged atlas of units that no model has, equal for equal options: `index.parquet`, `map.parquet`, one archive. */
export async function writeSyntheticAtlas(folder: string, options: SyntheticOptions): Promise<MapRow[]> {
  const rows = await syntheticRows(options);
  await mkdir(join(folder, 'sounds'), { recursive: true });
  await writeFile(join(folder, 'sounds/00000.tar'), rows.archive);
  await writeFile(join(folder, 'index.parquet'), await writeRows(UNIT_COLUMNS, rows.index, SYNTHETIC_FACTS));
  await writeFile(join(folder, 'map.parquet'), await writeRows(MAP_COLUMNS, rows.map, SYNTHETIC_FACTS));
  return rows.map;
}

/** The rows of such an atlas, and its archive. */
export async function syntheticRows({ units, sounds = 8, layers = 12, seed = 1 }: SyntheticOptions): Promise<{
  readonly index: readonly UnitRow[];
  readonly map: MapRow[];
  readonly archive: Uint8Array;
}> {
  const { archive, made } = await madeSounds(sounds, { seconds: SECONDS, sampleRate: SAMPLE_RATE });
  // In groups, as the units of a model lie: a group answers to one label, and most of it stands in a few layers.
  const groups = Math.max(4, Math.min(120, Math.round(units / 60)));
  const centres = uniform(key(seed), 4 * groups);
  const jitter = normal(key(seed + 1), 3 * units);
  const chance = uniform(key(seed + 2), 5 * units);
  const per = Math.ceil(units / layers);
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const index: UnitRow[] = [];
  const map: MapRow[] = [];
  for (let i = 0; i < units; i++) {
    const [draw, sounder, worth, label, area] = chance.subarray(5 * i, 5 * i + 5) as unknown as number[];
    const layer = Math.floor(i / per);
    const group = Math.floor(groups * ((draw! * 0.7 + (0.3 * layer) / layers) % 1));
    const [cx, cy, size] = centres.subarray(4 * group, 4 * group + 3) as unknown as number[];
    const sound = made[Math.floor(sounder! * made.length)]!;
    const score = 4 + 8 * worth!;
    const common = {
      layer: `encoder.${layer}`,
      unit: i % per,
      name: undefined,
      score,
      retention: 0.5 + 0.5 * label!,
      seconds: SECONDS,
      sampleRate: SAMPLE_RATE,
      gain: 0.5,
      soundFile: 'sounds/00000.tar',
      soundOffset: sound.offset,
      soundBytes: sound.bytes,
    };
    map.push({
      ...common,
      x: within(0.06 + 0.88 * cx! + 0.012 * (0.6 + 2 * size!) * jitter[3 * i]!),
      y: within(0.06 + 0.88 * cy! + 0.012 * (0.6 + 2 * size!) * jitter[3 * i + 1]!),
      naturalMax: score * 0.9,
      percentile: 100 * (1 - 0.3 * (1 - worth!) ** 2),
      label: label! < 0.85 ? LABELS[group % LABELS.length] : undefined,
      auc: label! < 0.85 ? 0.6 + 0.4 * area! : undefined,
      pitch: area! < 0.5 ? 2 * area! - 0.5 : undefined,
      loudness: 1.6 * cx! - 0.8,
      voicing: 0.8 - 1.6 * cy!,
    });
    index.push({
      ...common,
      bestScore: score,
      bestStep: 60,
      stopped: 'done',
      curve: Array.from({ length: 64 }, (_, step) => Math.fround(score * (1 - Math.exp(-step / 12)))),
      worstRetention: 0.4,
      slope: -7,
      density: 0.3,
      energyBelow50Hz: 0.001,
      soundSha256: sound.sha256,
      audioSha256: sound.sha256,
      engine: 'onnxruntime',
      engineDetail: 'made up',
      threads: 2,
      audiate: '0.1.0',
      cpu: 'made up',
      item: i % 8,
      recipe: recipeOf(`encoder.${layer}`, i % per),
    });
  }
  return { index, map, archive };
}

/** As long as one of a render. */
function recipeOf(layer: string, unit: number): string {
  const objective = Array.from({ length: 8 }, (_, item) => ({
    kind: 'channel',
    layer,
    channel: unit - (unit % 8) + item,
  }));
  return JSON.stringify({
    format: 1,
    steps: 64,
    seed: 1,
    seconds: SECONDS,
    objective,
    parts: ['shift', 'noise', 'resample'],
  });
}
