import {
  type Clip,
  type EngineChoice,
  type Ingredients,
  type ModelAdapter,
  type Objective,
  objectivesOf,
  type RenderResult,
  replay,
} from '@audiate/core';
import { checkKeys, checkNumber, InputError, show } from '@audiate/protocol';
import { baselines } from './baselines/baselines.js';
import type { Evaluation } from './evaluation.js';
import { heardObjective } from './listening/heard-objective.js';
import { scoreAll } from './listening/score-all.js';
import { type Unit, unitOf } from './listening/unit-of.js';
import { naturalness } from './naturalness/naturalness.js';
import { type PathSimilarity, pathSimilarity } from './path/path-similarity.js';
import { retention } from './retention/retention.js';
import type { UnitStatistics } from './scale/layer-scale.js';
import { scalesOf } from './scale/scales-of.js';
import { prepareSpeech, type Speech } from './speech/speech.js';
import { topMoments } from './speech/top-moments.js';
import { seedSpread } from './spread/seed-spread.js';
import { type Transfer, transferTo } from './transfer/transfer.js';
import { verdict } from './verdict/verdict.js';

/** Options of {@link evaluate}. What is not given is not measured. */
export interface EvaluateOptions extends Ingredients {
  /** The model that the sounds were made on. */
  readonly model: ModelAdapter;
  /** Models that took no part in the render, by name: what they hear in the sounds. */
  readonly judges?: Readonly<Record<string, ModelAdapter>>;
  /** What the model's units do on speech, as `statistics()` of @audiate/wav2vec2-tiny; else it is measured on `speech`. */
  readonly statistics?: UnitStatistics;
  /** Recorded speech, any lengths and rates: half a minute at least, better some minutes. */
  readonly speech?: readonly Clip[];
  /** For each item natural clips that excite its unit, the best first, as long as the sounds; else found in `speech`. */
  readonly clips?: readonly (readonly Float32Array[])[];
  /** Renders of the same recipe from other seeds. */
  readonly siblings?: readonly RenderResult[];
  /** Instead of siblings: how many renders there are to be, this one among them; the rest are rendered now. */
  readonly seeds?: number;
  /** Whether plain gradient ascent is rendered for comparison, which costs a render; true. */
  readonly ascent?: boolean;
  /** Draws of a random transform and of noise that a score is the mean of; 4. */
  readonly draws?: number;
  /** What draws depend on; 0. */
  readonly seed?: number;
  /** What runs the models; the automatic choice. */
  readonly engine?: EngineChoice;
}

const OPTIONS: Readonly<Record<keyof EvaluateOptions, true>> = {
  model: true,
  judges: true,
  statistics: true,
  speech: true,
  clips: true,
  siblings: true,
  seeds: true,
  ascent: true,
  draws: true,
  seed: true,
  engine: true,
  parts: true,
  arrays: true,
};

/** Natural clips that a path is compared with, and random ones. */
const CLIPS = 8;

/**
 * The reliability card of a render: for each sound how much of its score is left under transforms that it was not made with, how
 * natural it is, where it stands among speech, what other models hear in it, and what noise, speech and plain gradient
 * ascent score. A render's own score says little: the bare waveform that excites a unit most is noise to everybody else.
 *
 * Of the objective counts what the model hears: terms that read a layer of one sound.
 * @returns one for each item of the result, plain numbers; `docs/evaluate.md` tells what each means and costs.
 * @throws InputError for a model that the result was not made on, and for a custom part or an array that the recipe needs.
 */
export async function evaluate(result: RenderResult, options: EvaluateOptions): Promise<Evaluation[]> {
  checkKeys('options of evaluate', options, Object.keys(OPTIONS));
  const { model, engine, draws = 4, seed = 0, ascent = true } = options;
  const { recipe, audio } = checkResult(result, model);
  const objectives = objectivesOf(recipe, ingredientsOf(options));
  const [{ length: samples }] = audio as [Float32Array];
  const on = engine === undefined ? {} : { engine };
  const speech = options.speech?.length ? await prepareSpeech(model, options.speech, { samples, ...on }) : undefined;
  const units = objectives.map((objective) => unitOf(objective, model, samples));
  const siblings = await siblingsOf(result, options);

  const kept = await retention(model, audio, objectives, { draws, seed, ...on });
  const natural = naturalness(model, audio, objectives, { speech: speech?.clips });
  const scales = await scalesOf(model, audio, { objectives, units, speech, statistics: options.statistics, ...on });
  const transfers = await transfersOf(audio, { ...options, objectives, speech });
  const tables = await baselines(model, audio, objectives, {
    speech,
    clips: options.clips,
    steps: ascent ? recipe.steps : 0,
    seed,
    draws,
    ...on,
  });
  const spreads = siblings && (await spreadsOf(model, audio, { objectives, siblings, ...on }));

  const evaluations: Evaluation[] = [];
  for (const [item, objective] of objectives.entries()) {
    const path = await pathOf(model, audio[item]!, { unit: units[item], speech, top: options.clips?.[item], ...on });
    const measured = {
      retention: kept[item]!,
      naturalness: natural[item]!,
      ...scales[item],
      ...(path && { path }),
      ...(transfers[item] && { transfer: transfers[item] }),
    };
    evaluations.push({
      item,
      target: heardObjective(objective, model)
        .terms.map(({ term }) => term.description)
        .join(' + '),
      verdict: verdict(measured),
      ...measured,
      baselines: tables[item]!,
      ...(spreads && { spread: spreads[item]! }),
    });
  }
  return evaluations;
}

function checkResult(result: RenderResult, model: ModelAdapter): RenderResult {
  if (!Array.isArray(result?.audio) || result.recipe === undefined) {
    throw new InputError(`evaluate needs the result of a render, got ${show(result)}; pass await render(…)`);
  }
  const { name, fingerprint } = result.recipe.model;
  if (model?.fingerprint === fingerprint) return result;
  throw new InputError(
    `the sounds were made on ${show(name)} (fingerprint ${show(fingerprint)}), not on ${show(model?.name)}; pass that model, and others as judges`,
  );
}

function ingredientsOf({ parts, arrays }: EvaluateOptions): Ingredients {
  return { ...(parts && { parts }), ...(arrays && { arrays }) };
}

async function siblingsOf(
  result: RenderResult,
  options: EvaluateOptions,
): Promise<readonly RenderResult[] | undefined> {
  const { siblings, seeds, model, engine } = options;
  if (siblings) return siblings;
  if (seeds === undefined) return undefined;
  checkNumber('seeds', seeds, { min: 2, max: 64, integer: true });
  const { recipe } = result;
  const made: RenderResult[] = [];
  for (let i = 1; i < seeds; i++) {
    const other = { ...recipe, seed: recipe.seed + i * (recipe.restarts ?? 1) };
    made.push(await replay(other, { model, ...ingredientsOf(options), ...(engine && { engine }) }));
  }
  return made;
}

interface Given {
  readonly objectives: readonly Objective[];
  readonly speech?: Speech | undefined;
}

async function transfersOf(
  audio: readonly Float32Array[],
  { model, judges = {}, objectives, speech, engine }: EvaluateOptions & Given,
): Promise<(Record<string, Transfer> | undefined)[]> {
  const found: Record<string, Transfer>[] = audio.map(() => ({}));
  for (const [name, judge] of Object.entries(judges)) {
    const speechOf = speech && ((layer: string) => speech.layer(layer));
    const heard = await transferTo(judge, audio, { model, objectives, speechOf, engine });
    for (const [item, one] of heard.entries()) if (one) found[item]![name] = one;
  }
  return found.map((one) => (Object.keys(one).length > 0 ? one : undefined));
}

async function spreadsOf(
  model: ModelAdapter,
  audio: readonly Float32Array[],
  given: {
    readonly objectives: readonly Objective[];
    readonly siblings: readonly RenderResult[];
    readonly engine?: EngineChoice;
  },
) {
  const { objectives, siblings, engine } = given;
  const spreads = [];
  for (const [item, objective] of objectives.entries()) {
    const sounds = [audio[item]!, ...siblings.map((sibling) => sibling.audio[item]!)];
    const [scores] = await scoreAll(model, sounds, { objectives: [objective], engine });
    spreads.push(seedSpread(sounds, scores!, model));
  }
  return spreads;
}

async function pathOf(
  model: ModelAdapter,
  sound: Float32Array,
  options: {
    readonly unit: Unit | undefined;
    readonly speech: Speech | undefined;
    readonly top: readonly Float32Array[] | undefined;
    readonly engine?: EngineChoice;
  },
): Promise<PathSimilarity | undefined> {
  const { unit, speech, top, engine } = options;
  if (!unit || !speech) return undefined;
  const clips = top ?? (await topMoments(speech, unit, CLIPS)).map(({ samples }) => samples);
  const { windows } = speech;
  const random = Array.from({ length: Math.min(CLIPS, windows.length) }, (_, i) => {
    return windows[Math.floor(((i + 0.5) * windows.length) / Math.min(CLIPS, windows.length))]!.samples;
  });
  return pathSimilarity(model, sound, { unit, top: clips, random, engine });
}
