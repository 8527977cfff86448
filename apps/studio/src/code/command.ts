import { PARAMS, PENALTIES, type PenaltyName, TRANSFORMS } from '../state/choices.js';
import type { Form } from '../state/form.js';
import { showTarget } from '../state/target.js';
import { modelName } from './model-name.js';
import { shellWord } from './quote.js';
import type { Opened } from './typescript.js';

/** A command line, and what of the form it has no flag for. */
export interface Command {
  readonly line: string;
  readonly leftOut: readonly string[];
}

/** The command that finds a sound of the same target. */
export function commandOf(form: Form, { loader, sampleRate }: Opened): Command {
  const { target, steps, seconds, seed, engine } = form;
  const words = ['npx', 'audiate', 'render', modelName(form.model), showTarget(target)];
  words.push('--steps', String(steps), '--seconds', String(seconds), '--seed', String(seed));
  if (engine !== 'auto') words.push('--engine', engine);
  if (loader === 'loadOnnx') words.push('--sample-rate', String(sampleRate));
  return { line: words.map(shellWord).join(' '), leftOut: leftOutOf(form) };
}

function leftOutOf({ param, transforms, penalties }: Form): string[] {
  const weighed = (Object.entries(penalties) as [PenaltyName, number][]).filter(([, weight]) => weight > 0);
  return [
    ...(param === 'spectrum' ? [] : [`param ${PARAMS[param].label}`]),
    ...(transforms === 'clean' ? [] : [`transforms ${TRANSFORMS[transforms].label}`]),
    ...weighed.map(([name]) => `penalty ${PENALTIES[name].label}`),
  ];
}
