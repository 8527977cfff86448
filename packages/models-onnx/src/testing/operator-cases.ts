import { arranging } from './cases/arranging.js';
import { convolving } from './cases/convolving.js';
import { normalising } from './cases/normalising.js';
import { pointwise } from './cases/pointwise.js';
import { remembering } from './cases/remembering.js';
import type { OperatorCase } from './operator-case.js';

/** Every operator of one input that depends on the sound, with settings that exporters write. */
export const OPERATOR_CASES: readonly OperatorCase[] = [
  ...pointwise,
  ...arranging,
  ...normalising,
  ...convolving,
  ...remembering,
];
