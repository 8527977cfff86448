import { beforeAll } from 'vitest';
import { loadTfjsNode } from './load.js';

// Makes TensorFlow the backend of a test file: the tables of laws and goldens run on the one that is active.
beforeAll(loadTfjsNode);
