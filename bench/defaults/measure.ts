import {
  type EngineName,
  joinModels,
  type ModelAdapter,
  type Objective,
  objectives,
  type RenderResult,
  render,
  scorer,
  scores,
} from '@audiate/core';
import { naturalness, retention, transferTo } from '@audiate/evaluate';
import type { SpeechStatistics } from '@audiate/wav2vec2-tiny';
import { readUnits } from '../../tools/panel/speech.ts';
import type { Row } from './row.ts';
import type { Setting } from './settings.ts';
import { ensembleObjective, objectiveOf, type Target } from './targets.ts';

/** What every setting is measured with. */
export interface Bench {
  readonly model: ModelAdapter;
  /** The second model of the settings that climb two; it is a judge of the others. */
  readonly partner: ModelAdapter;
  /** Models that no setting climbs, by name. */
  readonly judges: Readonly<Record<string, ModelAdapter>>;
  readonly statistics: SpeechStatistics;
  /** Recorded speech: natural maxima of what is no single frame. */
  readonly speech: readonly Float32Array[];
  /** One-second windows of it. */
  readonly windows: readonly Float32Array[];
  readonly engine: EngineName;
}

/** Steps at which the clean score is looked at; later ones tell little. */
const LOOKS = [2, 4, 6, 8, 12, 16, 24, 32, 48];

/** Renders some targets side by side under a setting and measures each. */
export async function measure(
  bench: Bench,
  {
    name,
    setting,
    targets,
    ...how
  }: {
    readonly name: string;
    readonly setting: Setting;
    readonly targets: readonly Target[];
    readonly steps: number;
    readonly seed: number;
  },
): Promise<Row[]> {
  const { model, partner, engine } = bench;
  const climbed = setting.ensemble ? (joinModels({ first: model, second: partner }) as unknown as ModelAdapter) : model;
  const objectiveFor = (target: Target) =>
    setting.ensemble ? ensembleObjective(target, ['first', 'second']) : objectiveOf(target);
  const snapshots = LOOKS.filter((step) => step < how.steps);
  const began = performance.now();
  const result = await render(climbed, objectives.each(targets.map(objectiveFor)), {
    ...setting.options,
    ...how,
    snapshots,
    engine,
  });
  const secondsPerStep = (performance.now() - began) / 1000 / how.steps / targets.length;
  const own = targets.map(objectiveOf);
  const sounds = result.audio;
  const kept = await retention(model, sounds, own, { engine });
  const natural = naturalness(model, sounds, own);
  const maxima = await Promise.all(targets.map((target, i) => naturalMaximum(bench, target, own[i]!)));
  const looks = await scoresAtLooks(bench, result, own);
  const judged = await judge(bench, sounds, own);
  return targets.map((target, i): Row => {
    const { clean, mean, worst, each } = kept[i]!;
    const [worstOf] = Object.entries(each).reduce((least, next) => (next[1] < least[1] ? next : least));
    const reached = looks.find(({ total }) => maxima[i] !== null && total[i]! >= maxima[i]!);
    const { energyWithin150ms, density, slopeDbPerOctave, energyBelow50Hz } = natural[i]!;
    return {
      setting: name,
      target: target.name,
      kind: target.kind,
      ...how,
      score: clean,
      natural: maxima[i]!,
      reachedAt: reached?.step ?? null,
      secondsPerStep,
      retention: { mean, worst, worstOf },
      energyWithin150ms,
      density,
      slopeDbPerOctave,
      energyBelow50Hz,
      peak: sounds[i]!.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
      judged: judged[i]!,
    };
  });
}

/** Of a unit its largest activation on the statistics' speech, if pooled on recorded speech; of a channel its largest mean over recorded seconds. */
async function naturalMaximum(bench: Bench, target: Target, objective: Objective): Promise<number | null> {
  const { model, statistics, windows, engine } = bench;
  if (target.kind === 'word') return null;
  if (target.kind === 'channel') {
    const { total } = await scores(model, windows, objective, { engine });
    return Math.max(...total);
  }
  const [layer, channel] =
    target.kind === 'unit' ? [target.layer, target.channel] : ['logits', model.vocabulary!.indexOf(target.token)];
  if (objectives.poolReach(undefined, layer, model) === 0) return statistics.layers[layer]!.max[channel]!;
  return (await readUnits(model, bench.speech, { layers: [layer], engine }))(layer, channel).at(-1)!;
}

async function scoresAtLooks(
  { model, engine }: Bench,
  { snapshots, audio, recipe }: RenderResult,
  own: readonly Objective[],
) {
  const looks: { readonly step: number; readonly total: readonly number[] }[] = [];
  const samples = audio[0]!.length;
  const ready = await scorer(model, objectives.each([...own]), { samples, engine });
  try {
    for (const { step, audio: sounds } of [...snapshots, { step: recipe.steps, audio }]) {
      const { total } = await ready.score(sounds);
      looks.push({ step, total });
    }
  } finally {
    ready.dispose();
  }
  return looks;
}

async function judge(bench: Bench, sounds: readonly Float32Array[], own: readonly Objective[]) {
  const judged: Record<string, number>[] = sounds.map(() => ({}));
  for (const [name, judge] of Object.entries({ partner: bench.partner, ...bench.judges })) {
    const heard = await transferTo(judge, sounds, { model: bench.model, objectives: own, engine: bench.engine });
    for (const [i, one] of heard.entries()) {
      if (one?.kind === 'token') judged[i]![name] = one.heard ? 1 : 0;
      if (one?.kind === 'text') judged[i]![name] = one.errorRate;
    }
  }
  return judged;
}
