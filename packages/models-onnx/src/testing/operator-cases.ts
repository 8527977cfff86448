import { arranging } from './cases/arranging.js';
import { convolving } from './cases/convolving.js';
import { normalising } from './cases/normalising.js';
import { placing } from './cases/placing.js';
import { pointwise } from './cases/pointwise.js';
import { remembering } from './cases/remembering.js';
import { spectra } from './cases/spectra.js';
import type { OperatorCase } from './operator-case.js';

/** Every operator of one input that depends on the sound, with settings that exporters write. */
export const OPERATOR_CASES: readonly OperatorCase[] = [
  ...pointwise,
  ...arranging,
  ...normalising,
  ...convolving,
  ...remembering,
  ...spectra,
  ...placing,
];
