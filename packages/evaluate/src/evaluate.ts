import { engineOf, type ModelAdapter, objectivesOf, type RenderResult } from '@audiate/core';
import { checkKeys, checkSignal, InputError, show } from '@audiate/protocol';
import { baselines } from './baselines/baselines.js';
import { type EvaluateOptions, OPTIONS } from './evaluate-options.js';
import type { Evaluation } from './evaluation.js';
import { heardObjective } from './listening/heard-objective.js';
import { unitOf } from './listening/unit-of.js';
import { naturalnessSteps } from './naturalness/naturalness.js';
import { pathOf } from './path/path-of.js';
import { retention } from './retention/retention.js';
import { scalesOf } from './scale/scales-of.js';
import { prepareSpeech } from './speech/speech.js';
import type { SeedSpread } from './spread/seed-spread.js';
import { siblingsOf, spreadsOf } from './spread/siblings.js';
import { type EvaluationStage, startStages } from './stages/stages.js';
import { inTurns } from './stages/turn.js';
import { judgeAll } from './transfer/judge-all.js';
import { verdict } from './verdict/verdict.js';

/** What is evaluated: a result, or of one that was saved the sounds of its batch in their order and its recipe. */
export type Rendered = Pick<RenderResult, 'audio' | 'recipe'>;

/**
 * The reliability card of a render: for each sound how much of its score is left under transforms that it was not made with, how
 * natural it is, where it stands among speech, what other models hear in it, and what noise, speech and plain gradient
 * ascent score. A render's own score says little: the bare waveform that excites a unit most is noise to everybody else.
 *
 * Of the objective counts what the model hears: terms that read a layer of one sound.
 * @returns one for each item of the result, plain numbers; `docs/evaluate.md` tells what each means and costs.
 * @throws InputError for a model that the result was not made on, and for a custom part or an array that the recipe needs;
 * the signal's reason once it is aborted: a card is whole, or there is none.
 */
export async function evaluate(result: Rendered, options: EvaluateOptions): Promise<Evaluation[]> {
  checkKeys('options of evaluate', options, Object.keys(OPTIONS));
  const { model, draws = 4, seed = 0, ascent = true } = options;
  const signal = checkSignal(options.signal);
  if (options.onProgress !== undefined && typeof options.onProgress !== 'function') {
    throw new InputError(`onProgress must be a function, got ${show(options.onProgress)}`);
  }
  const engine = engineOf(options);
  const { recipe, audio } = checkResult(result, model);
  const ingredients = {
    ...(options.parts && { parts: options.parts }),
    ...(options.arrays && { arrays: options.arrays }),
  };
  const objectives = objectivesOf(recipe, ingredients);
  const [{ length: samples }] = audio as [Float32Array];
  const on = { ...(engine !== undefined && { engine }), ...(signal && { signal }) };
  const stages = startStages(stagesOf(options), options);
  const speech = options.speech?.length ? await prepareSpeech(model, options.speech, { samples, ...on }) : undefined;
  const units = objectives.map((objective) => unitOf(objective, model, samples));
  let spreads: SeedSpread[] | undefined;
  if (options.siblings || options.seeds !== undefined) {
    await stages.enter('over seeds');
    const rendered = { model, ...ingredients, ...on, onShare: stages.within };
    const siblings = options.siblings ?? (await siblingsOf(result, options.seeds!, rendered));
    spreads = await spreadsOf(model, audio, { objectives, siblings, ...on });
  }

  await stages.enter('retention');
  const kept = await retention(model, audio, objectives, { draws, seed, ...on });
  await stages.enter('naturalness');
  const natural = await inTurns(naturalnessSteps(model, audio, objectives, { speech: speech?.clips }), signal);
  await stages.enter('among speech');
  const scales = await scalesOf(model, audio, { objectives, units, speech, statistics: options.statistics, ...on });
  await stages.enter('judges');
  const transfers = await judgeAll(audio, options.judges ?? {}, { model, objectives, speech, ...on });
  await stages.enter('baselines');
  const tables = await baselines(model, audio, objectives, {
    speech,
    clips: options.clips,
    steps: ascent ? recipe.steps : 0,
    seed,
    draws,
    onShare: stages.within,
    ...on,
  });
  await stages.enter('path similarity');

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

function stagesOf({ siblings, seeds }: EvaluateOptions): EvaluationStage[] {
  const all = ['retention', 'naturalness', 'among speech', 'judges', 'baselines', 'path similarity'] as const;
  return [...(siblings || seeds !== undefined ? (['over seeds'] as const) : []), ...all];
}

function checkResult(result: Rendered, model: ModelAdapter): Rendered {
  if (!Array.isArray(result?.audio) || result.recipe === undefined) {
    throw new InputError(`evaluate needs the result of a render, got ${show(result)}; pass await render(…)`);
  }
  const { name, fingerprint } = result.recipe.model;
  if (model?.fingerprint === fingerprint) return result;
  throw new InputError(
    `the sounds were made on ${show(name)} (fingerprint ${show(fingerprint)}), not on ${show(model?.name)}; pass that model, and others as judges`,
  );
}
