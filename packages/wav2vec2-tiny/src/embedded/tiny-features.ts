import { dictionaryFolder } from './folder.js';

export const features = dictionaryFolder('tiny-features');
