import type { Revivers, Term } from '@audiate/protocol';
import { revivers as audio } from './audio/revivers.js';
import { revivers as batch } from './batch/revivers.js';
import { revivers as combine } from './combine/revivers.js';
import { revivers as match } from './match/revivers.js';
import { revivers as speech } from './speech/revivers.js';
import { revivers as units } from './units/revivers.js';

/** Rebuilds a term from its spec, for `replay`. A `custom` term is found by its name there. */
export const revivers: Revivers<Term> = { ...units, ...speech, ...match, ...batch, ...audio, ...combine };
