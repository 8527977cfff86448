import { type ModelAdapter, macrotask, type Objective } from '@audiate/protocol';
import type { Engine } from '../engines/engine.js';
import { engineOf } from '../engines/engine-options.js';
import { beginOnEngine } from '../engines/open.js';
import type { Share } from '../engines/share.js';
import { type Climber, readyClimber } from '../loop/climber.js';
import { inChunks } from '../loop/in-chunks.js';
import { beginRestarts } from '../loop/restarts.js';
import { precisionBefore } from '../recipe/precision-before.js';
import { writeRecipe } from '../recipe/write.js';
import { checkState } from '../record/check-state.js';
import { copyState } from '../record/copy-state.js';
import type { Stopped } from '../record/record.js';
import type { RenderResult, RenderStep } from '../record/result.js';
import { withDisplay } from '../saved/display.js';
import { type Plan, planRender } from '../settings/plan.js';
import { checkOptions, optionNames, type RenderOptions } from './options.js';

/**
 * Renders step by step: `for await (const step of renderSteps(model, objective)) …`. Leaving the loop early stops the
 * render and frees everything: between steps nothing is held but plain arrays, and the user's own TensorFlow.js backend
 * is active. Every step is given once.
 *
 * The generator returns the result. The last step carries it as well, unless nobody could know that it is the last: a
 * signal that comes while the loop has a step in hand ends the render at that step, and only the returned value tells
 * more. `for await` drops that value; a loop that may be aborted and wants the result calls `next()`, as `render` does:
 *
 * ```ts
 * const steps = renderSteps(model, objective, { signal });
 * let next = await steps.next();
 * for (; !next.done; next = await steps.next()) show(next.value);
 * const result = next.value;
 * ```
 *
 * Takes what `render` takes (`onStep` aside, which this replaces) and throws what it throws, before the first step.
 */
export async function* renderSteps<L extends string>(
  model: ModelAdapter<L>,
  objective: Objective<NoInfer<L>> | string,
  options: Omit<RenderOptions, 'onStep'> = {},
): AsyncGenerator<RenderStep, RenderResult, void> {
  checkOptions('options of renderSteps', options, optionNames(['onStep']));
  return yield* stepsOf(
    planRender(model as unknown as ModelAdapter, objective as Objective | string, options),
    options,
  );
}

/** {@link renderSteps} of a plan; of one among several that go on at once with the `share` that is its own. */
export async function* stepsOf(
  plan: Plan,
  { share, ...options }: Running & { readonly share?: Share | undefined },
): AsyncGenerator<RenderStep, RenderResult, void> {
  const { chunk } = plan;
  const begin = async (candidate: Engine) => ({
    climber: await readyClimber(plan, chunk === undefined ? candidate : inChunks(candidate, chunk)),
    engine: candidate,
  });
  const choice = precisionBefore(engineOf(options), options.resume?.recipe);
  const { climber, engine } = await beginOnEngine(choice, begin, share);
  try {
    return yield* takeSteps(plan, { climber, engine, options });
  } finally {
    climber.dispose();
  }
}

/** How a plan is run. */
interface Running extends Pick<RenderOptions, 'engine' | 'device' | 'resume'> {
  readonly signal?: { readonly aborted: boolean } | undefined;
}

interface Ready {
  readonly climber: Climber;
  readonly engine: Engine;
  readonly options: Running;
}

async function* takeSteps(
  plan: Plan,
  { climber, engine, options: { resume, signal } }: Ready,
): AsyncGenerator<RenderStep, RenderResult, void> {
  const recipe = writeRecipe(plan, engine);
  if (resume !== undefined) checkState(resume, { plan, recipe, start: climber.start(plan.seed) });
  const restarts = await beginRestarts(climber, plan, { recipe, resume: resume && copyState(resume) });
  const began = performance.now();
  let made = 0;

  const ending = (): Stopped | undefined => restarts.ending() ?? (signal?.aborted ? 'aborted' : undefined);
  const finish = async (stopped: Stopped): Promise<RenderResult | undefined> => {
    const kept = await restarts.conclude(stopped);
    const { sampleRate } = plan.model;
    const rest = { sampleRate, engine: engine.report, recipe, state: restarts.state()() };
    return kept && withDisplay({ ...kept, ...rest });
  };
  const step = async (): Promise<RenderStep> => {
    const { entry, audio, diverged } = await restarts.advance();
    const elapsedMs = performance.now() - began;
    const remainingMs = (elapsedMs / ++made) * restarts.stepsLeft();
    const now = { restart: restarts.index(), state: restarts.state() };
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
      ...(result ? { remainingMs: 0, state: () => result.state, result } : {}),
    });
  };

  while (true) {
    const stopped = ending();
    // Here ends what was stopped between two steps, and what had nothing left to do when it was resumed.
    const result = stopped ? await finish(stopped) : undefined;
    if (result) return result;
    if (stopped) continue;
    const latest = await step();
    yield latest;
    if (latest.result) return latest.result;
  }
}
