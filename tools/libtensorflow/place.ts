// Read by vitest's configuration, which knows no package of this repository: imports nothing of them.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../.cache/libtensorflow/node_modules/@tensorflow/tfjs-node', import.meta.url));

/** Where `npm run libtensorflow` installs `@tensorflow/tfjs-node`; undefined where it did not run. */
export const tfjsNode: string | undefined = existsSync(`${folder}/lib`) ? folder : undefined;
