import { objectives } from '@audiate/core';
import { InputError, listChoices, type Objective, show } from '@audiate/protocol';
import { parseUnits } from './parse-units.js';

const FORMS = ['encoder.3:17', 'encoder.3:0-31', 'logit:IY', 'word:hello'];

/**
 * The objectives that a target of a command line stands for: `encoder.3:17` a unit, `encoder.3:0-31` all of a range, `logit:IY` a
 * token or class, `word:hello` a text that a model with a CTC head is to hear.
 * @throws InputError for another form, and as {@link parseUnits} does.
 */
export function parseTarget(text: string): Objective[] {
  const [, kind, rest] = text.match(/^([^:]+):(.+)$/s) ?? [];
  if (kind === undefined || rest === undefined) {
    throw new InputError(`can't read the target ${show(text)}; write it as ${listChoices(FORMS)}`);
  }
  if (kind === 'logit') return [objectives.logit(rest) as Objective];
  if (kind === 'word') return [objectives.ctc(rest) as Objective];
  const { layer, units } = parseUnits(text);
  return units.map((unit) => objectives.channel(layer, unit) as Objective);
}
