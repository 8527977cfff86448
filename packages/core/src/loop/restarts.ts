import { copyState } from '../record/copy-state.js';
import type { Kept, Restart, Stopped } from '../record/record.js';
import type { RenderState } from '../record/state.js';
import type { Plan } from '../settings/plan.js';
import type { Climber } from './climber.js';
import { keepBest } from './keep-best.js';
import { type Beginning, beginRestart, type RestartUnderWay } from './restart.js';

/** The restarts of a render, one after another: one, unless more were asked for. */
export interface Restarts extends Pick<RestartUnderWay, 'advance'> {
  /** Which one is under way, from 0. */
  index(): number;
  /** Steps that are left at most, of this restart and those to come. */
  stepsLeft(): number;
  /** Why the restart under way should end, if it should. */
  ending(): 'done' | 'plateau' | undefined;
  /**
   * Records the restart under way and begins the next one; after the last one, or when aborted, gives what is kept of all.
   */
  conclude(stopped: Stopped): Promise<(Kept & { readonly restarts: readonly Restart[] }) | undefined>;
  /** A function that tells, now or later, where the render stands now. */
  state(): () => RenderState;
}

/** Begins a render, or goes on from the state of another. Restart r starts and draws as the seed `plan.seed + r` says. */
export async function beginRestarts(climber: Climber, plan: Plan, { recipe, resume }: Beginning): Promise<Restarts> {
  const { restarts: count = 1 } = plan;
  const ended: Restart[] = [...(resume?.restarts ?? [])];
  const coupled = plan.objective.terms.some(({ term }) => term.couplesBatch);
  const begin = (from?: RenderState) =>
    beginRestart(climber, plan, { seed: plan.seed + ended.length, recipe, resume: from });
  let index = ended.length;
  let restart = await begin(resume);

  const record = async (stopped: Stopped) => {
    const why = (await restart.retreat()) ? 'diverged' : stopped;
    const { audio, scores, best } = await restart.look();
    const asleep = await climber.asleep(audio, restart.step());
    const { history, snapshots } = restart.state()();
    ended.push({ seed: plan.seed + index, audio, scores, asleep, best, snapshots, history, stopped: why });
  };

  return {
    advance: () => restart.advance(),
    index: () => index,
    stepsLeft: () => plan.steps - restart.step() + (count - 1 - index) * plan.steps,
    ending: () => (restart.step() >= plan.steps ? 'done' : restart.flat() ? 'plateau' : undefined),
    async conclude(stopped) {
      await record(stopped);
      if (stopped === 'aborted' || ended.length >= count) {
        return { ...keepBest(ended, coupled), restarts: [...ended] };
      }
      restart = await begin();
      index++;
      return undefined;
    },
    state() {
      const [standing, now, restarts] = [restart.state(), index, ended.slice(0, index)];
      return () => copyState({ ...standing(), restart: now, restarts });
    },
  };
}
