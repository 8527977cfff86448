import { optionsOf, type Revivers, type Term } from '@audiate/protocol';
import { type CtcOptions, ctcTerm } from './ctc.js';
import { type LogitOptions, logitTerm } from './logit.js';

/** Terms on what a model with a vocabulary says. */
export const revivers: Revivers<Term> = {
  logit: (spec) => {
    const { token, ...options } = optionsOf<{ token: string } & LogitOptions>(spec);
    return logitTerm(token, options);
  },
  ctc: (spec) => {
    const { text, ...options } = optionsOf<{ text: string | readonly string[] } & CtcOptions>(spec);
    return ctcTerm(text, options);
  },
};
