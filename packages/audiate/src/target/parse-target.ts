import { objectives } from '@audiate/core';
import { InputError, listChoices, type Objective, show } from '@audiate/protocol';

/** More units than one command renders in a life. */
const MAX_RANGE = 65_536;

const FORMS = ['encoder.3:17', 'encoder.3:0-31', 'logit:IY', 'word:hello'];

/**
 * The objectives that a target of a command line stands for: `encoder.3:17` a unit, `encoder.3:0-31` all of a range, both
 * ends counted, `logit:IY` a token or class, `word:hello` a text that a model with a CTC head is to hear.
 * @throws InputError for another form, and a range that runs backwards or holds more than 65,536 units.
 */
export function parseTarget(text: string): Objective[] {
  const colon = text.indexOf(':');
  const [kind, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon <= 0 || rest === '') {
    throw new InputError(`can't read the target ${show(text)}; write it as ${listChoices(FORMS)}`);
  }
  if (kind === 'logit') return [objectives.logit(rest) as Objective];
  if (kind === 'word') return [objectives.ctc(rest) as Objective];
  const [, first, last] = rest.match(/^(\d+)(?:-(\d+))?$/) ?? [];
  if (first === undefined) {
    throw new InputError(`can't read the unit ${show(rest)} of ${show(text)}; write a number, or two with - between`);
  }
  const [from, to] = [Number(first), Number(last ?? first)];
  if (to < from) throw new InputError(`the range ${show(rest)} of ${show(text)} runs backwards; write ${to}-${from}`);
  if (to - from >= MAX_RANGE) {
    throw new InputError(`the range ${show(rest)} of ${show(text)} holds more than ${MAX_RANGE} units; split it`);
  }
  return Array.from({ length: to - from + 1 }, (_, i) => objectives.channel(kind, from + i) as Objective);
}
