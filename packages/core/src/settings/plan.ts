import { parse } from '@audiate/objectives';
import {
  type Context,
  checkSchedule,
  checkSpec,
  InputError,
  type ModelAdapter,
  type Objective,
  show,
} from '@audiate/protocol';
import { checkModel } from '../hearing/check-model.js';
import { type Filled, type GivenSettings, SETTINGS, settingNames } from './settings.js';

/** A render's settings, checked and with every default filled in, and what they are for. */
export interface Plan extends Filled {
  readonly context: Context;
}

/**
 * Checks what can be checked before a part is bound.
 * @throws InputError naming the option, its value and what is allowed.
 */
export function planRender(model: ModelAdapter, objective: Objective | string, given: GivenSettings): Plan {
  checkModel(model, 'render');
  const climbed = checkObjective(objective);
  const filled: Record<string, unknown> = { model, objective: climbed };
  for (const name of settingNames) {
    const value = SETTINGS[name].fill(given, filled as unknown as Filled);
    if (value !== undefined) filled[name] = value;
  }
  const settings = filled as unknown as Filled;
  return { ...settings, context: { model, batch: settings.batch, samples: settings.samples } };
}

function checkObjective(objective: Objective | string): Objective {
  const climbed = typeof objective === 'string' ? parse(objective) : objective;
  if (!Array.isArray(climbed?.terms) || climbed.terms.length === 0) {
    throw new InputError(
      `the objective must hold at least one term, got ${show(objective)}; make one by objectives.neuron(layer, channel)`,
    );
  }
  if (climbed.terms.length > MAX_TERMS) {
    throw new InputError(
      `the objective holds ${climbed.terms.length} terms; each is scored at every step: at most ${MAX_TERMS}`,
    );
  }
  checkUniqueDescriptions(climbed);
  for (const { term } of climbed.terms) checkSpec(term.spec);
  // A copy: who changes the objective while it is climbed changes no render.
  const terms = climbed.terms.map(({ weight, term }) => ({
    weight: structuredClone(checkSchedule('weight', weight)),
    term,
  }));
  return { ...climbed, terms };
}

/** Histories name terms by their descriptions. */
function checkUniqueDescriptions({ terms }: Objective): void {
  const seen = new Set<string>();
  for (const { term } of terms) {
    if (seen.has(term.description)) {
      throw new InputError(`the objective holds ${term.description} twice; write it once and scale it`);
    }
    seen.add(term.description);
  }
}

/** Sixteen for each item of the largest batch of a sweep. */
const MAX_TERMS = 16_384;
