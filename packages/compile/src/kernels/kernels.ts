import { elementwise } from './elementwise.js';
import type { Kernels } from './kernel.js';
import { layout } from './layout.js';
import { named } from './named.js';
import { products } from './products.js';
import { reductions } from './reductions.js';

/** Every kernel that can be traced, by TensorFlow.js's names. */
export const kernels: Kernels = { ...elementwise, ...reductions, ...layout, ...products, ...named };
