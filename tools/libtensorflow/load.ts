import { createRequire } from 'node:module';
import { restoreNodeUtilities } from '@audiate/core/internal/engines/tensorflow/node-utilities';
import { tfjsNode } from './place.ts';

/** Registers it as the backend `tensorflow` and makes that active; the engine of the name takes what is registered. */
export async function loadTfjsNode(): Promise<void> {
  restoreNodeUtilities();
  if (tfjsNode) createRequire(import.meta.url)(tfjsNode);
}
