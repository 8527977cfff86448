import { scheduleAt, type Values } from '@audiate/protocol';
import { allFinite } from './all-finite.js';
import { betterOf } from './best.js';
import type { Climber } from './climber.js';
import type { Plan } from './plan.js';
import type { Recipe } from './recipe/recipe.js';
import type { Best, HistoryEntry, Snapshot } from './result.js';
import { totals, weightsAt } from './scoring.js';
import type { RenderState } from './state.js';

/** A render under way: where it stands, and how it takes one step. */
export interface Run {
  /** Updates made. */
  step(): number;
  /** Scores the sound, climbs one update, and keeps what is to be kept. `diverged`: nothing was changed. */
  advance(): Promise<{ entry: HistoryEntry; audio: Float32Array[]; diverged: boolean }>;
  /** The raw sounds as they stand, and the best ones when these are counted in. */
  look(): Promise<Look>;
  state(): RenderState;
}

interface Look {
  readonly step: number;
  readonly audio: readonly Float32Array[];
  readonly best: readonly Best[];
}

/** Begins a render, or goes on from the state of another. */
export async function startRun(climber: Climber, plan: Plan, recipe: Recipe, resume?: RenderState): Promise<Run> {
  let step = resume?.step ?? 0;
  let values: Values = resume?.values ?? climber.start;
  let optimizer = resume?.optimizer ?? plan.optimizer.init(values);
  let best: readonly Best[] = resume?.best ?? [];
  let seen: Look | undefined;
  const history: HistoryEntry[] = [...(resume?.history ?? [])];
  const snapshots: Snapshot[] = [...(resume?.snapshots ?? [])];
  const terms = plan.objective.terms;
  const coupled = terms.some(({ term }) => term.couplesBatch);

  const look = async (): Promise<Look> => {
    if (seen?.step === step) return seen;
    const { audio, scores } = await climber.listen(values, step);
    const candidate = { step, audio, scores: totals(scores, weightsAt(terms, step, plan.steps)) };
    seen = { step, audio, best: betterOf(best, candidate, coupled) };
    return seen;
  };

  const keepWhatIsDue = async () => {
    if (plan.snapshots.includes(step)) snapshots.push({ step, audio: await climber.decode(values) });
    if (step > 0 && step % plan.every === 0) ({ best } = await look());
  };

  if (!resume) await keepWhatIsDue();
  return {
    step: () => step,
    look,
    state: () => ({ recipe, step, values, optimizer, best, history: [...history], snapshots: [...snapshots] }),
    async advance() {
      const { audio, scores, gradients } = await climber.descend(values, step);
      const named = Object.fromEntries(terms.map(({ term }, i) => [term.description, scores[i]!]));
      const entry = { step, total: totals(scores, weightsAt(terms, step, plan.steps)), terms: named };
      if (!allFinite(audio, gradients, entry.total)) return { entry, audio, diverged: true };
      const rate = scheduleAt(plan.learningRate, step, plan.steps);
      const moved = plan.optimizer.update(gradients, optimizer, values, step, rate);
      values = moved.values;
      optimizer = moved.state;
      step += 1;
      history.push(entry);
      await keepWhatIsDue();
      return { entry, audio, diverged: false };
    },
  };
}
