import type { Rules } from '../graph/builder.js';
import { uniform } from './uniform.js';

/** Every rewrite of the graph before it is lowered, by operation; each keeps the meaning. */
export const rewrites: Rules = { ...uniform };
