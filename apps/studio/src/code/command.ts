import { type PenaltyName, TRANSFORMS } from '../state/choices.js';
import type { Form } from '../state/form.js';
import { showTarget } from '../state/target.js';
import { modelName } from './model-name.js';
import { shellWord } from './quote.js';
import { type Opened, RATED } from './typescript.js';

/** A command line, and what of the form it has no flag for. */
export interface Command {
  readonly line: string;
  readonly leftOut: readonly string[];
}

/** What the command line calls penalties, where it has other names. */
const NAMES: Readonly<Partial<Record<PenaltyName, string>>> = { spectralTv: 'spectral-tv' };

/** The command that finds a sound of the same target. */
export function commandOf(form: Form, { loader, sampleRate, dictionary }: Opened): Command {
  const { target, steps, seconds, seed, param, transforms, penalties, engine } = form;
  const words = ['npx', 'audiate', 'render', modelName(dictionary?.of ?? form.model), showTarget(target)];
  words.push('--steps', String(steps), '--seconds', String(seconds), '--seed', String(seed));
  if (param !== 'spectrum') words.push('--param', param);
  const hasFlag = transforms !== 'room';
  if (hasFlag && transforms !== 'clean') words.push('--transforms', transforms);
  for (const [name, weight] of Object.entries(penalties) as [PenaltyName, number][]) {
    if (weight > 0) words.push('--penalty', `${NAMES[name] ?? name}=${weight}`);
  }
  if (engine !== 'auto') words.push('--engine', engine);
  if (RATED.has(loader)) words.push('--sample-rate', String(sampleRate));
  if (dictionary) words.push('--dictionary', modelName(dictionary.source), '--dictionary-layer', dictionary.layer);
  return {
    line: words.map(shellWord).join(' '),
    leftOut: hasFlag ? [] : [`transforms ${TRANSFORMS[transforms].label}`],
  };
}
