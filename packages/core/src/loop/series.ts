import { copyState } from '../copy-state.js';
import type { Plan } from '../plan.js';
import type { Recipe } from '../recipe/recipe.js';
import type { Attempt, Stopped } from '../record.js';
import type { RenderState } from '../state.js';
import { type Kept, keepBest } from './attempts.js';
import type { Climber } from './climber.js';
import { type Run, startRun } from './run.js';

/** The climbs of a render, one after another: one, unless restarts were asked for. */
export interface Series extends Pick<Run, 'advance'> {
  /** The climb under way, from 0. */
  restart(): number;
  /** Steps that are left at most, of this climb and those to come. */
  stepsLeft(): number;
  /** Why the climb under way should end, if it should. */
  ending(): 'done' | 'plateau' | undefined;
  /**
   * Records the climb under way and begins the next one; after the last one, or when aborted, gives what is kept of all.
   */
  conclude(stopped: Stopped): Promise<(Kept & { readonly restarts: readonly Attempt[] }) | undefined>;
  /** A function that tells, now or later, where the render stands now. */
  state(): () => RenderState;
}

interface Beginning {
  readonly recipe: Recipe;
  readonly resume?: RenderState | undefined;
}

/** Begins a render, or goes on from the state of another. Climb r starts and draws as the seed `plan.seed + r` says. */
export async function startSeries(climber: Climber, plan: Plan, { recipe, resume }: Beginning): Promise<Series> {
  const attempts: Attempt[] = [...(resume?.finished ?? [])];
  const coupled = plan.objective.terms.some(({ term }) => term.couplesBatch);
  const begin = (from?: RenderState) =>
    startRun(climber, plan, { seed: plan.seed + attempts.length, recipe, resume: from });
  let restart = attempts.length;
  let run = await begin(resume);

  const record = async (stopped: Stopped) => {
    const ended = (await run.retreat()) ? 'diverged' : stopped;
    const { audio, scores, best } = await run.look();
    const asleep = await climber.asleep(audio, run.step());
    const { history, snapshots } = run.state()();
    attempts.push({ seed: plan.seed + restart, audio, scores, asleep, best, snapshots, history, stopped: ended });
  };

  return {
    advance: () => run.advance(),
    restart: () => restart,
    stepsLeft: () => plan.steps - run.step() + (plan.restarts - 1 - restart) * plan.steps,
    ending: () => (run.step() >= plan.steps ? 'done' : run.flat() ? 'plateau' : undefined),
    async conclude(stopped) {
      await record(stopped);
      if (stopped === 'aborted' || attempts.length >= plan.restarts) {
        return { ...keepBest(attempts, coupled), restarts: [...attempts] };
      }
      run = await begin();
      restart++;
      return undefined;
    },
    state() {
      const [standing, finished] = [run.state(), attempts.slice(0, restart)];
      return () => copyState({ ...standing(), finished });
    },
  };
}
