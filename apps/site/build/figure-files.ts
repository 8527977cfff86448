import { join } from 'node:path';
import { root } from './pages.ts';

/** The sounds of the site's figures, and the card of each. */
export const FIGURE_FILES = join(root, 'apps/site/figures/made');

/** Where their pictures are drawn to, for each build anew. */
export const PICTURES = join(root, 'apps/site/figures/pictures');
