import type { Rules } from '../graph/builder.js';
import { phasedConvolution } from './convolution.js';
import { phasedNumberwise } from './numberwise.js';
import { phasedProducts } from './product.js';

/** Large signals are computed in phases. */
export const phases: Rules = { ...phasedConvolution, ...phasedNumberwise, ...phasedProducts };
