import { folder } from './folder.js';

export const checkpoint = folder('tinyB');
