import type { ModelAdapter, Objective } from '@audiate/protocol';
import type { Engine } from './engines/engine.js';
import { openEngine } from './engines/open.js';
import { bindClimber, type Climber } from './loop/climber.js';
import { startRun } from './loop/run.js';
import { macrotask } from './macrotask.js';
import type { RenderOptions } from './options.js';
import { type Plan, planRender } from './plan.js';
import { checkSameRecipe, writeRecipe } from './recipe/write.js';
import type { RenderResult, RenderStep, Stopped } from './result.js';
import { checkState } from './state.js';

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
  const plan = planRender(model as unknown as ModelAdapter, objective as Objective | string, options);
  const engine = await openEngine(options.engine);
  const climber = engine.run(() => bindClimber(plan, engine));
  try {
    return yield* climb(model, plan, { climber, engine, options });
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
  model: { readonly sampleRate: number },
  plan: Plan,
  { climber, engine, options: { resume, signal } }: Climb,
): AsyncGenerator<RenderStep, RenderResult, void> {
  const recipe = await writeRecipe(plan, engine);
  if (resume) {
    checkState(resume, climber.start);
    checkSameRecipe(resume.recipe, recipe);
  }
  const run = await startRun(climber, plan, recipe, resume);
  const began = performance.now();
  const firstStep = run.step();

  const finish = async (stopped: Stopped): Promise<RenderResult> => {
    const ended = (await run.retreat()) ? 'diverged' : stopped;
    const { audio, scores, best } = await run.look();
    const state = run.state();
    const { history, snapshots } = state;
    const { sampleRate } = model;
    return {
      ...{ audio, scores, best, snapshots, history },
      ...{ stopped: ended, sampleRate, engine: engine.report, recipe, state },
    };
  };
  const ending = (): Stopped | undefined =>
    run.step() >= plan.steps ? 'done' : signal?.aborted ? 'aborted' : undefined;

  let latest: RenderStep | undefined;
  for (let stopped = ending(); !stopped; stopped = ending()) {
    const { entry, audio, diverged } = await run.advance();
    const elapsedMs = performance.now() - began;
    const made = Math.max(1, run.step() - firstStep);
    const remainingMs = (elapsedMs / made) * (plan.steps - run.step());
    latest = { ...entry, steps: plan.steps, audio, elapsedMs, remainingMs };
    await macrotask();
    const last = diverged ? 'diverged' : ending();
    if (last) latest = { ...latest, remainingMs: 0, result: await finish(last) };
    yield latest;
    if (latest.result) return latest.result;
  }
  const result = await finish(ending()!);
  if (latest) yield { ...latest, remainingMs: 0, result };
  return result;
}
