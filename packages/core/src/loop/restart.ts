import { type OptimizerState, scheduleAt, type Values } from '@audiate/protocol';
import type { Recipe } from '../recipe/recipe.js';
import { finiteAudio, finiteValues } from '../record/all-finite.js';
import { frozenEntry } from '../record/copy-state.js';
import type { Best, HistoryEntry, Rise, Snapshot } from '../record/record.js';
import type { RenderState } from '../record/state.js';
import { totals, weightsAt } from '../record/totals.js';
import type { Plan } from '../settings/plan.js';
import { betterOf, type Look } from './best.js';
import type { Climber } from './climber.js';
import { isFlat, risesAfter } from './plateau.js';

/** A restart under way: where it stands, and how it takes one step. */
export interface RestartUnderWay {
  /** Updates made. */
  step(): number;
  /**
   * Scores the sound, makes one update, and keeps what is to be kept. `diverged`: something was not finite, no update
   * was made, and where the sound itself was not finite the one before it stands again.
   */
  advance(): Promise<{ entry: HistoryEntry; audio: Float32Array[]; diverged: boolean }>;
  /** The raw sounds as they stand, scored without transforms, and the best ones when these are counted in. */
  look(): Promise<Look & { readonly best: readonly Best[] }>;
  /** Takes the last update back when its sound is not finite; tells whether it did. */
  retreat(): Promise<boolean>;
  /** Whether the plan's plateau is reached. */
  flat(): boolean;
  /** A function that tells, now or later, where the restart stands now. */
  state(): () => Standing;
}

/** What a restart knows of a render's state; those before it are not its own. */
export type Standing = Omit<RenderState, 'restart' | 'restarts'>;

interface Position {
  readonly step: number;
  readonly values: Values;
  readonly optimizer: OptimizerState;
  readonly best: readonly Best[];
  readonly rises: readonly Rise[];
}

/** What a render begins with: its recipe, and the state that it goes on from, if any. */
export interface Beginning {
  readonly recipe: Recipe;
  readonly resume?: RenderState | undefined;
}

/** Begins the restart of a seed, or goes on from where it stood. */
export async function beginRestart(
  climber: Climber,
  plan: Plan,
  { seed, recipe, resume }: Beginning & { readonly seed: number },
): Promise<RestartUnderWay> {
  const fresh = (start: Values): Position => ({
    step: 0,
    values: start,
    optimizer: plan.optimizer.init(start),
    best: [],
    rises: [],
  });
  let now: Position = resume ? positionOf(resume) : fresh(climber.start(seed));
  let before: Position | undefined;
  let seen: (Look & { readonly best: readonly Best[] }) | undefined;
  const history: HistoryEntry[] = [...(resume?.history ?? [])];
  const snapshots: Snapshot[] = [...(resume?.snapshots ?? [])];
  const terms = plan.objective.terms;
  const coupled = terms.some(({ term }) => term.couplesBatch);
  const totalsOf = (scores: number[][], step: number) => totals(scores, weightsAt(terms, step, plan.steps));

  const look: RestartUnderWay['look'] = async () => {
    const { step, values, best } = now;
    if (seen?.step === step) return seen;
    const { audio, scores } = await climber.look(values, step);
    const found = { step, audio, scores: totalsOf(scores, step) };
    seen = { ...found, best: betterOf(best, found, coupled) };
    return seen;
  };

  const keepWhatIsDue = async () => {
    const { step } = now;
    const forBest = step > 0 && step % plan.every === 0;
    const forSnapshot = plan.snapshots.includes(step);
    if (!forBest && !forSnapshot) return;
    const { audio, best, scores } = await look();
    if (!finiteAudio(audio)) return;
    if (forBest) now = { ...now, best, rises: risesAfter(now.rises, { step, scores }, plan.plateau?.tolerance ?? 0) };
    if (forSnapshot) snapshots.push({ step, audio });
  };

  const takeBack = () => {
    if (!before) return;
    now = before;
    before = undefined;
    seen = undefined;
    history.pop();
    if (snapshots.at(-1) && snapshots.at(-1)!.step > now.step) snapshots.pop();
  };

  if (!resume) await keepWhatIsDue();
  return {
    step: () => now.step,
    look,
    flat() {
      const lastLook = now.step - (now.step % plan.every);
      return plan.plateau !== undefined && isFlat(now.rises, lastLook, plan.plateau.steps);
    },
    state() {
      const [position, steps, kept] = [now, history.length, snapshots.length];
      return () => ({ recipe, ...position, history: history.slice(0, steps), snapshots: snapshots.slice(0, kept) });
    },
    async retreat() {
      if (finiteAudio((await look()).audio)) return false;
      takeBack();
      return true;
    },
    async advance() {
      const { step, values, optimizer } = now;
      const { audio, scores, gradients } = await climber.ascend(values, { seed, step });
      const named = Object.fromEntries(terms.map(({ term }, i) => [term.description, scores[i]!]));
      const entry = frozenEntry({ step, total: totalsOf(scores, step), terms: named });
      if (!finiteAudio(audio)) takeBack();
      if (!finiteAudio(audio) || !entry.total.every(Number.isFinite) || !finiteValues(gradients)) {
        return { entry, audio, diverged: true };
      }
      const rate = scheduleAt(plan.learningRate, step, plan.steps);
      const moved = plan.optimizer.update(downhill(gradients), optimizer, values, step, rate);
      if (![moved.values, ...Object.values(moved.state)].every(finiteValues)) return { entry, audio, diverged: true };
      before = now;
      now = { ...now, step: step + 1, values: moved.values, optimizer: moved.state };
      history.push(entry);
      await keepWhatIsDue();
      return { entry, audio, diverged: false };
    },
  };
}

function positionOf({ step, values, optimizer, best, rises }: Standing): Position {
  return { step, values, optimizer, best, rises };
}

/** Objectives are maximised and optimizers descend: the one negation of the project. */
function downhill(gradients: Values): Values {
  const turned = Object.entries(gradients).map(([name, { data, shape }]) => {
    const down = new Float32Array(data.length);
    for (let i = 0; i < down.length; i++) down[i] = 0 - data[i]!; // 0 − 0 is 0, where −0 would be −0
    return [name, { data: down, shape }] as const;
  });
  return Object.fromEntries(turned);
}
