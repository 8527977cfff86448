import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { restoreNodeUtilities } from '../../packages/core/src/engines/tensorflow/node-utilities.ts';

const folder = fileURLToPath(new URL('../../.cache/libtensorflow/node_modules/@tensorflow/tfjs-node', import.meta.url));

/** Where `npm run libtensorflow` installs `@tensorflow/tfjs-node`; undefined where it did not run. */
export const tfjsNode: string | undefined = existsSync(`${folder}/lib`) ? folder : undefined;

/** Registers it as the backend `tensorflow` and makes that active; the engine of the name takes what is registered. */
export async function loadTfjsNode(): Promise<void> {
  restoreNodeUtilities();
  if (tfjsNode) createRequire(import.meta.url)(tfjsNode);
}
