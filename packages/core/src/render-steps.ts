import type { ModelAdapter, Objective } from '@audiate/protocol';
import { checkState } from './check-state.js';
import { copyState } from './copy-state.js';
import type { Engine } from './engines/engine.js';
import { beginOnEngine } from './engines/open.js';
import { type Climber, readyClimber } from './loop/climber.js';
import { inChunks } from './loop/in-chunks.js';
import { startSeries } from './loop/series.js';
import { macrotask } from './macrotask.js';
import { checkOptions, optionNames, type RenderOptions } from './options.js';
import { type Plan, planRender } from './plan.js';
import { writeRecipe } from './recipe/write.js';
import type { Stopped } from './record.js';
import type { RenderResult, RenderStep } from './result.js';

/**
 * Renders step by step: `for await (const step of renderSteps(model, objective)) …`. Leaving the loop early stops the
 * render and frees everything: between steps nothing is held but plain arrays, and the user's own TensorFlow.js backend
 * is active. The last step carries the result, and the generator returns it. Where a signal ends the render after a step
 * was given, that step comes once more with the result.
 *
 * Takes what `render` takes (`onStep` aside, which this replaces) and throws what it throws, before the first step.
 */
export async function* renderSteps<L extends string>(
  model: ModelAdapter<L>,
  objective: Objective<NoInfer<L>> | string,
  options: Omit<RenderOptions, 'onStep'> = {},
): AsyncGenerator<RenderStep, RenderResult, void> {
  checkOptions('options of renderSteps', options, optionNames(['onStep']));
  const plan = planRender(model as unknown as ModelAdapter, objective as Objective | string, options);
  const { chunk } = plan;
  const { climber, engine } = await beginOnEngine(options.engine, async (candidate) => ({
    climber: await readyClimber(plan, chunk === undefined ? candidate : inChunks(candidate, chunk)),
    engine: candidate,
  }));
  try {
    return yield* climb(plan, { climber, engine, options });
  } finally {
    climber.dispose();
  }
}

interface Climb {
  readonly climber: Climber;
  readonly engine: Engine;
  readonly options: Omit<RenderOptions, 'onStep'>;
}

async function* climb(
  plan: Plan,
  { climber, engine, options: { resume, signal } }: Climb,
): AsyncGenerator<RenderStep, RenderResult, void> {
  const recipe = writeRecipe(plan, engine);
  if (resume !== undefined) checkState(resume, { plan, recipe, start: climber.start(plan.seed) });
  const series = await startSeries(climber, plan, { recipe, resume: resume && copyState(resume) });
  const began = performance.now();
  let made = 0;

  const ending = (): Stopped | undefined => series.ending() ?? (signal?.aborted ? 'aborted' : undefined);
  const finish = async (stopped: Stopped): Promise<RenderResult | undefined> => {
    const kept = await series.conclude(stopped);
    const { sampleRate } = plan.model;
    return kept && { ...kept, sampleRate, engine: engine.report, recipe, state: series.state()() };
  };
  const step = async (): Promise<RenderStep> => {
    const { entry, audio, diverged } = await series.advance();
    const elapsedMs = performance.now() - began;
    const remainingMs = (elapsedMs / ++made) * series.stepsLeft();
    const now = { restart: series.restart(), state: series.state() };
    await macrotask();
    const stopped = diverged ? 'diverged' : ending();
    const result = stopped && (await finish(stopped));
    return Object.freeze({
      ...entry,
      steps: plan.steps,
      audio: Object.freeze(audio),
      elapsedMs,
      remainingMs,
      ...now,
      ...(result ? withResult(result) : {}),
    });
  };

  let latest: RenderStep | undefined;
  while (!latest?.result) {
    const stopped = ending();
    if (!stopped) {
      latest = await step();
      yield latest;
      continue;
    }
    const result = await finish(stopped);
    if (!result) continue;
    if (latest) yield Object.freeze({ ...latest, ...withResult(result) });
    return result;
  }
  return latest.result;
}

function withResult(result: RenderResult) {
  return { remainingMs: 0, state: () => result.state, result };
}
